internal import Documents
internal import EngineLane
internal import Failures
internal import Foundation
internal import FuseSeries
internal import Presentation
internal import Rounds

/// What this machine offers, what each lane needs, and how small a change it can show.
package enum DoctorReport {
  /// What the machine is, whether each lane works on it, and what makes it noisy.
  package static func facts(_ invocation: Invocation) async -> [String] {
    let environment = RunEnvironment.current(server: "", program: invocation.version)
    let machine = await MachineSurvey.now(asksCompilers: true)
    var lines = [
      "\(environment.processor), \(environment.processors) processors, Linux \(environment.kernel)"
        + (machine.isVirtual ? ", a virtual machine" : ""), "",
    ]
    lines += lanes(machine, invocation)
    lines.append("")
    for advice in MachineAdvice.list(
      for: machine, load: environment.loadAverage, processors: environment.processors)
    {
      lines.append(column(advice.topic) + advice.state)
      if let remedy = advice.remedy { lines.append(column("") + "→ \(remedy)") }
    }
    return lines + [""]
  }

  private static func lanes(_ machine: MachineSummary, _ invocation: Invocation) -> [String] {
    var engine = "ready"
    do throws(Failure) { _ = try ServerChoice().place(invocation) } catch {
      engine = error.message
    }
    var kernel = [column("kernel lane") + "ready: a mount was made and dropped"]
    do throws(MountError) {
      try MountTrial.run()
    } catch {
      kernel = [column("kernel lane") + "no mount can be made: \(error.reason)"]
      if let remedy = error.remedy { kernel.append(column("") + "→ \(remedy)") }
    }
    let compilers = machine.compilers.isEmpty ? "no compiler found" : "ready"
    return [column("engine lane") + engine] + kernel
      + [column("command lane") + compilers] + machine.compilers.map { column("") + $0 }
  }

  /// Measures the machine's noise for some seconds, and says what a minute and an hour can show, for
  /// the series that the engine knows and a command of one second.
  package static func noise() -> [String] {
    describe(NoiseProbe.run(), patches: PlanRegistry.all.standard.steps.count)
  }

  static func describe(_ probe: NoiseProbe, patches: Int) -> [String] {
    // A round measures the base and every patch.
    let seconds = Double(patches + 1)
    func reach(_ duration: Double) -> String {
      let rounds = Int(duration / seconds)
      guard let change = probe.detectableChange(rounds: rounds, patches: patches) else {
        return "\(rounds) rounds, too few to judge a patch"
      }
      return "\(rounds) rounds, a change of \(percent(change - 1))"
    }
    return [
      "Identical work differed by ±\(percent(probe.deviation)) from one tenth of a second to the "
        + "next.",
      "With \(Columns.counted(patches, "patch", "patches")) and a command of one second this machine shows",
      "  in a minute:  \(reach(60))",
      "  in an hour:   \(reach(3600))",
    ]
  }

  private static func percent(_ value: Double) -> String {
    "\((value * 1000).rounded() / 10) %"
  }

  private static func column(_ text: String) -> String {
    text.padding(toLength: 16, withPad: " ", startingAt: 0)
  }
}

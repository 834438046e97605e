package import Documents

/// A property of a machine that affects measurements.
package struct MachineAdvice: Hashable, Sendable {
  /// What it is about, in a word or two.
  package let topic: String
  /// How it is.
  package let state: String
  /// What to do about it; nil if it is as it should be or cannot be changed.
  package let remedy: String?

  /// Judges what was seen of a machine.
  ///
  /// - Parameters:
  ///   - machine: What was seen.
  ///   - load: The load over one minute.
  ///   - processors: Processors that can be used.
  /// - Returns: One entry for each topic.
  package static func list(
    for machine: MachineSummary, load: Double, processors: Int
  ) -> [MachineAdvice] {
    let hidden = machine.isVirtual ? "unknown (a virtual machine hides it)" : "unknown"
    return [
      MachineAdvice(
        topic: "governor", state: machine.governor ?? hidden,
        remedy: machine.governor.flatMap {
          $0 == "performance" ? nil : "cpupower frequency-set -g performance"
        }),
      MachineAdvice(
        topic: "turbo", state: machine.turbo.map { $0 ? "on" : "off" } ?? hidden,
        remedy: machine.turbo == true
          ? "echo 1 > /sys/devices/system/cpu/intel_pstate/no_turbo, or "
            + "echo 0 > /sys/devices/system/cpu/cpufreq/boost" : nil),
      sharedCores(machine),
      MachineAdvice(
        topic: "ASLR", state: machine.aslr.map { $0 ? "on" : "off" } ?? "unknown",
        remedy: machine.aslr == false
          ? "turn it on: without it every run of a stage has one and the same layout, and a bias "
            + "that no repetition removes" : nil),
      MachineAdvice(
        topic: "load", state: "\((load * 100).rounded() / 100) on \(processors) processors",
        remedy: load > 0.3 ? "end what else runs here; `measure` runs one command at a time" : nil),
      MachineAdvice(
        topic: "steal",
        state: "\((machine.steal * 1000).rounded() / 10) % since the start"
          + (machine.isVirtual ? ", on a virtual machine" : ""),
        remedy: machine.isVirtual
          ? "neighbours on the host cannot be seen from here; the probe below can tell" : nil),
      limits(machine),
      MachineAdvice(
        topic: "event counters", state: machine.hasEventCounters ? "there" : "none", remedy: nil),
      MachineAdvice(
        topic: "pressure", state: machine.hasPressure ? "recorded with every cell" : "none",
        remedy: nil),
    ]
  }

  private static func sharedCores(_ machine: MachineSummary) -> MachineAdvice {
    let pairs = machine.siblings.joined(separator: "; ")
    return MachineAdvice(
      topic: "shared cores",
      state: pairs.isEmpty ? machine.smt.map { $0 ? "on" : "off" } ?? "none that it tells" : pairs,
      remedy: pairs.isEmpty
        ? nil
        : "keep one of each pair idle: --pin, or echo off > /sys/devices/system/cpu/smt/control")
  }

  private static func limits(_ machine: MachineSummary) -> MachineAdvice {
    var parts: [String] = []
    if let processors = machine.processorLimit { parts.append("\(processors) processors") }
    if let bytes = machine.memoryLimit { parts.append("\(bytes >> 20) MiB") }
    return MachineAdvice(
      topic: "limits", state: parts.isEmpty ? "none" : parts.joined(separator: ", "),
      remedy: machine.processorLimit == nil
        ? nil : "a processor quota stops programs in the middle of a run; lift it while measuring")
  }
}

import ArgumentParser
import EngineLane
import Replay
import Rounds

/// What the engine lane measures, and for how long.
struct ExperimentOptions: ParsableArguments {
  @Option(
    name: .customLong("workload"),
    help: ArgumentHelp(

      "A workload (repeatable; default: "
        + "\(ExperimentRequest.defaultWorkloads().joined(separator: " and "))).",
      discussion: "\(WorkloadKind.help)"))
  var workloads: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Threads that share one connection of the engine lane, such as 4, or 1,2,4 to compare them.",
      valueName: "numbers"))
  var jobs = JobList(text: "1")

  @OptionGroup var rounds: RoundOptions

  func validate() throws {
    guard !jobs.numbers.isEmpty, Set(jobs.numbers).count == jobs.numbers.count else {
      throw ValidationError(
        "--jobs must be different numbers from 1 to 64, such as 4 or 1,2,4: \(jobs.text)")
    }
  }

  /// Refuses what the kernel lane cannot measure.
  ///
  /// - Throws: `ValidationError` that names the option.
  func refuseForKernelLane() throws {
    guard jobs.numbers == [1] else {
      throw ValidationError(
        "--jobs \(jobs.text) does not go with the kernel lane, which makes its "
          + "calls on one thread; leave it out, or measure --lane engine alone.")
    }
    for name in workloads {
      if let workload = try? Workload(name), !workload.isSystemCall {
        throw ValidationError(
          "--workload \(name) does not go with the kernel lane, which measures "
            + "\(WorkloadKind.systemCallNames).")
      }
    }
  }

  /// What these options ask to measure.
  func request(_ server: ServerChoice, confirms: Bool = false) -> ExperimentRequest {
    var request = ExperimentRequest(end: rounds.end(unlessTold: .halfAMinute), server: server)
    request.workloads = workloads
    request.jobs = jobs.numbers
    request.seed = rounds.seed
    request.confirms = confirms
    return request
  }
}

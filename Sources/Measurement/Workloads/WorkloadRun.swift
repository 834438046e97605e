/// A workload on a number of threads.
public struct WorkloadRun: Hashable, Sendable, CustomStringConvertible {
  /// What each thread does.
  public let workload: Workload
  /// Threads that share one connection.
  public let jobs: Int

  /// Puts a workload on some threads.
  ///
  /// - Parameters:
  ///   - workload: What each thread does.
  ///   - jobs: Threads, 1 at least.
  /// - Throws: ``WorkloadError`` where the workload is one for a single thread.
  public init(_ workload: Workload, jobs: Int = 1) throws(WorkloadError) {
    if case .retrieve = workload.call, jobs > 1 {
      throw WorkloadError(
        text: workload.description,
        reason: "the server's questions reach one thread only; take one job")
    }
    self.workload = workload
    self.jobs = jobs
  }

  /// The workload's name, with the number of threads where there are several.
  public var description: String {
    jobs == 1 ? workload.description : "\(workload), \(jobs) jobs"
  }
}

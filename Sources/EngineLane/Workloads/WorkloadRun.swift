/// A workload on a number of threads.
package struct WorkloadRun: Hashable, Sendable, CustomStringConvertible {
  /// The workload of each thread.
  package let workload: Workload
  /// Threads that share one connection.
  package let jobs: Int
  /// Whether the connection can be shared by threads, which costs something on one thread too.
  package let isShared: Bool

  /// Combines a workload with a number of threads.
  ///
  /// - Parameters:
  ///   - workload: The workload of each thread.
  ///   - jobs: Threads, 1 at least.
  ///   - isShared: Whether the connection can be shared by threads; always true for several.
  /// - Throws: ``WorkloadError`` where the workload can run on one thread only.
  package init(
    _ workload: Workload, jobs: Int = 1, isShared: Bool = false
  ) throws(WorkloadError) {
    self.isShared = isShared || jobs > 1
    if let reason = workload.kind.oneThreadReason, jobs > 1 {
      throw WorkloadError(text: workload.description, reason: "\(reason); take one job")
    }
    self.workload = workload
    self.jobs = jobs
  }

  /// The workload's name, with the number of threads where the connection is a shared one.
  package var description: String {
    isShared ? "\(workload), \(jobs) job\(jobs == 1 ? "" : "s")" : workload.description
  }
}

/// A workload on a number of threads.
package struct WorkloadRun: Hashable, Sendable, CustomStringConvertible {
  /// What each thread does.
  package let workload: Workload
  /// Threads that share one connection.
  package let jobs: Int
  /// Whether the connection is one that threads can share, which a single one pays for too.
  package let isShared: Bool

  /// Puts a workload on some threads.
  ///
  /// - Parameters:
  ///   - workload: What each thread does.
  ///   - jobs: Threads, 1 at least.
  ///   - isShared: Whether the connection is one that threads can share.
  /// - Throws: ``WorkloadError`` where the workload is one for a single thread.
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

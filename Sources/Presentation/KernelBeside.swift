package import Documents

/// What one vectored call brings the running kernel, beside what the series brings the engine.
package enum KernelBeside {
  /// The line on a workload, such as `writev:32x4k: running kernel ×9.8, this engine ×9.6`; nil where
  /// one of the two was not measured or not compared.
  ///
  /// - Parameters:
  ///   - kernel: The workload in the kernel lane.
  ///   - run: The run.
  /// - Returns: The line.
  package static func line(_ kernel: WorkloadResult, of run: Run) -> String? {
    guard let engine = run.lanes[.engine]?.workloads.first(where: { $0.name == kernel.name }),
      let vectored = kernel.stages.first(where: { $0.place == 1 })?.vsBase,
      let series = engine.stages.last?.vsBase
    else { return nil }
    return "\(kernel.name): running kernel \(Columns.change(vectored.ratio)), this engine "
      + Columns.change(series.ratio)
  }

  /// The lines on all workloads that both lanes measured.
  ///
  /// - Parameter run: The run.
  /// - Returns: One line for each.
  package static func lines(of run: Run) -> [String] {
    (run.lanes[.kernel]?.workloads ?? []).compactMap { line($0, of: run) }
  }
}

internal import Documents
internal import Presentation

extension PatchView {
  /// The functions whose instructions a patch moved, by workload.
  static func explained(_ patch: PatchNumber, in workloads: [WorkloadResult]) -> [Explained] {
    workloads.flatMap { workload in
      workload.explained.filter { $0.stage.patch == patch }.map { stage, words in
        Explained(
          title: "\(workload.name): \(FunctionWords.heading(stage, of: workload))",
          functions: words.rows.map {
            Function(
              name: $0.name, place: $0.place, before: $0.before, after: $0.after,
              change: $0.change, isTouched: $0.isTouched)
          })
      }
    }
  }
}

import Documents
import Foundation
import Reports
import TestSupport
import Testing

/// The kernel's two ways of one call beside the engine's patches: the same workload, other rows.
struct KernelLaneTests {
  private static func run() -> Run {
    var run = SampleRun.make()
    let faster = Comparison(ratio: 2, low: 1.5, high: 2.5, verdict: .faster)
    var vectored = SampleRun.stage(1, "one call for the vector", [200, 202, 199], faster, faster)
    vectored.vsEngine = Comparison(ratio: 0.9, low: 0.8, high: 1.01, verdict: .inconclusive)
    run.lanes[.kernel] = LaneResult(workloads: [
      WorkloadResult(
        name: "writev:32x4k", unit: "MB/s", better: .higher,
        stages: [SampleRun.stage(0, "one call a segment", [100, 101, 99], nil, nil), vectored],
        attribution: [], claim: nil)
    ])
    return run
  }

  @Test func `the lanes that are judged are those whose rows are patches`() {
    #expect(Self.run().patchLanes.map(\.kind) == [.engine])
  }

  @Test func `markdown shows the kernel's calls by its name`() {
    let text = MarkdownReport(Self.run()).render()
    #expect(text.contains("\n**kernel: writev:32x4k**, level over 3 rounds\n"))
    #expect(
      text.contains(
        "\n| one call for the vector | 200 | ×2.00 [1.50, 2.50] | −10.0 % [−20.0, +1.0] | 32 |\n"))
    #expect(text.contains("\n- Of 2 patches: 1 faster, 1 no change\n"))
  }

  @Test func `two runs stand side by side, the kernel's calls as what they are`() {
    let text = RunComparison([Self.run(), Self.run()]).text()
    let sections = text.components(separatedBy: "\n\n")
    #expect(sections.count { $0.hasPrefix("writev:32x4k: change of each patch") } == 1)
    let kernel = sections.first { $0.hasPrefix("kernel: writev:32x4k: one call for the vector") }
    #expect(kernel?.contains("×2.00 [1.50, 2.50] ▲") == true)
    #expect(kernel?.contains("patch") == false)
    var without = Self.run()
    without.lanes[.kernel] = nil
    #expect(
      RunComparison([without, Self.run()]).text()
        .contains("\n! kernel: writev:32x4k: only in run 2\n"))
  }
}

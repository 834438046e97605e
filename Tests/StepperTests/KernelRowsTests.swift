import Documents
import TestSupport
import Testing

@testable import Stepper

struct KernelRowsTests {
  @Test func `the kernel's calls are shown as no patch's figures`() {
    var run = SampleRun.make()
    run.lanes[.kernel] = run.lanes[.engine]
    #expect(StepMaterial(run: run).workloads == run.lanes[.engine]?.workloads)
  }
}

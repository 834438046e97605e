import Documents
import EngineLane

/// Steps as a mail would bring them whose patches have the numbers of the steps.
enum AppliedSteps {
  static func of(_ numbers: some Sequence<Int>) -> [StageUnderTest.AppliedStep] {
    numbers.map { StageUnderTest.AppliedStep(patch: PatchNumber($0), step: StepNumber($0)) }
  }
}

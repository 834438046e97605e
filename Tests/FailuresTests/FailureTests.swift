import Failures
import Testing

struct FailureTests {
  private struct Known: UserFacingError, Equatable {
    let exitClass = ExitClass.noInput
    let description = "there is no such file"
  }

  private struct Unknown: Error {}

  @Test func `the codes are those that scripts rely on`() {
    #expect(ExitClass.allCases.map(\.rawValue) == [1, 64, 65, 66, 69, 70, 74, 130])
  }

  @Test func `a failure has the class and the sentence of its error`() {
    #expect(Failure(Known()) == Failure(.noInput, "there is no such file"))
    #expect(Failure(untyped: Known()) == Failure(Known()))
    let failure = Failure(.usage, "words")
    #expect(Failure(untyped: failure) == failure)
  }

  @Test func `an error without a class is a bug`() {
    #expect(Failure(untyped: Unknown()).exitClass == .software)
  }

  @Test func `work whose errors have no type is classified`() async throws {
    #expect(try Failure.classifying { 7 } == 7)
    #expect(throws: Failure(Known())) { try Failure.classifying { throw Known() } }
    await #expect(throws: Failure(Known())) {
      try await Failure.classifying { () async throws in throw Known() }
    }
  }
}

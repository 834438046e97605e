/// An end of a use case that is not success: its class and one sentence for the user.
package struct Failure: UserFacingError, Hashable {
  package let exitClass: ExitClass
  /// What happened, where, and what to do.
  package let message: String

  package var description: String { message }

  package init(_ exitClass: ExitClass, _ message: String) {
    self.exitClass = exitClass
    self.message = message
  }

  /// Takes the class and the sentence of a classified error.
  package init(_ error: any UserFacingError) {
    self.init(error.exitClass, error.description)
  }

  /// Takes an error of code that declares no error type: of Foundation, of other packages, or of a
  /// function of ours that throws several types.
  ///
  /// What is not classified is a bug. Ours are all classified, which a test looks after.
  package init(untyped error: any Error) {
    if let error = error as? any UserFacingError {
      self.init(error)
    } else {
      self.init(.software, "\(error)")
    }
  }

  /// Does work whose errors have no declared type.
  ///
  /// - Throws: ``Failure`` with the class of what the work threw.
  package static func classifying<Value>(
    _ work: () throws -> Value
  ) throws(Failure) -> Value {
    do { return try work() } catch { throw Failure(untyped: error) }
  }

  /// Does asynchronous work whose errors have no declared type.
  ///
  /// - Throws: ``Failure`` with the class of what the work threw.
  package static func classifying<Value>(
    _ work: () async throws -> Value
  ) async throws(Failure) -> Value {
    do { return try await work() } catch { throw Failure(untyped: error) }
  }
}

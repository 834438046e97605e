/// Takes what the user should know while a use case is at work, line by line.
package struct Notices: Sendable {
  private let receive: @Sendable (String) -> Void

  package init(_ receive: @escaping @Sendable (String) -> Void) { self.receive = receive }

  /// Tells the user one line.
  package func callAsFunction(_ line: String) { receive(line) }
}

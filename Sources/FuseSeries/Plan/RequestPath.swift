/// A way that requests take through the engine, and a call that sends one that way.
///
/// Promises are made of paths. A series declares its paths in its own folder.
package struct RequestPath: Hashable, Sendable {
  /// The constant's name in the source text, such as `readpages`.
  package let name: String
  /// The path in words, such as `read-ahead`.
  package let title: String
  /// The call that is made once at every stage and counted.
  package let call: WorkloadName

  /// Creates a path.
  package init(_ name: String, title: String, call: WorkloadName) {
    self.name = name
    self.title = title
    self.call = call
  }
}

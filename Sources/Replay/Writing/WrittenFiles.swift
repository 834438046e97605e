package import Failures

/// What was written of a run, and where.
package struct WrittenFiles: Sendable {
  /// The folder; nil where nothing was to be written.
  package let folder: String?
  /// The names of the files that are there now, in order.
  package private(set) var names: [String] = []
  /// Why others could not be written; nil where all were.
  package private(set) var lost: Failure?

  init(in folder: String?) { self.folder = folder }

  mutating func add(_ name: String) { names.append(name) }

  mutating func lose(_ reason: String) {
    lost = Failure(.inputOutput, lost.map { "\($0.message); \(reason)" } ?? reason)
  }
}

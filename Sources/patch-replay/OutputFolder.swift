import Foundation

/// The folder that a run writes to; made when the run knows that it will have something to write.
struct OutputFolder {
  let path: String

  /// Makes the folder, so that a run does not fail at its end for want of one.
  init(_ path: String) throws(Failure) {
    self.path = path
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw Failure(
        .inputOutput, "\(path): the folder cannot be made: \(error.localizedDescription)")
    }
  }

  /// Writes a file whole or not at all.
  func write(_ text: String, to name: String) throws(Failure) {
    let file = URL(fileURLWithPath: path).appendingPathComponent(name)
    do {
      try Data(text.utf8).write(to: file, options: .atomic)
    } catch {
      throw Failure(
        .inputOutput, "\(path)/\(name): cannot be written: \(error.localizedDescription)")
    }
  }

  /// Why something could not be done, without that it could not be done.
  static func reason(_ error: any Error) -> String {
    let reason = (error as NSError).localizedFailureReason ?? error.localizedDescription
    return reason.hasSuffix(".") ? String(reason.dropLast()) : reason
  }
}

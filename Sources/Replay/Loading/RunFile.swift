package import Documents
package import Failures
internal import Glibc
internal import Reports

/// A run.json that was kept.
package enum RunFile {
  /// Reads a run.
  ///
  /// - Throws: ``Failure`` where the file holds none.
  package static func read(_ path: String) throws(Failure) -> Run {
    let bytes = try InputFile.read(path)
    let run: Run
    do {
      run = try JSONText.read(Run.self, from: bytes)
    } catch {
      throw Failure(.badInput, "\(path): not a run.json document: \(JSONText.explain(error))")
    }
    guard run.schema == "patch-replay.run/1" else {
      throw Failure(.badInput, "\(path): its schema is \(run.schema), not patch-replay.run/1")
    }
    return run.namingPatches
  }

  /// Whether a file begins as a JSON object does; a pipe, which can be read once only, is a mailbox.
  package static func isOne(_ path: String) -> Bool {
    var attributes = stat()
    guard stat(path, &attributes) == 0, attributes.st_mode & S_IFMT == S_IFREG,
      let file = fopen(path, "r")
    else { return false }
    defer { fclose(file) }
    var byte = fgetc(file)
    while byte == 32 || 9...13 ~= byte { byte = fgetc(file) }
    return byte == Int32(UInt8(ascii: "{"))
  }
}

import Documents
import Reports

/// A run.json that was kept.
enum RunFile {
  /// Reads a run.
  ///
  /// - Throws: ``Failure`` where the file is none.
  static func read(_ path: String) throws(Failure) -> Run {
    let bytes = try InputFile.read(path)
    let run: Run
    do {
      run = try JSONText.read(Run.self, from: bytes)
    } catch {
      throw Failure(.badInput, "\(path): no run.json: \(JSONText.explain(error))")
    }
    guard run.schema == "patch-replay.run/1" else {
      throw Failure(.badInput, "\(path): its schema is \(run.schema), not patch-replay.run/1")
    }
    return run.namingPatches
  }
}

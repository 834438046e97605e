internal import Failures
internal import Foundation
internal import Glibc

/// What an earlier run left in the folder.
extension OutputFolder {
  /// Where earlier runs are kept, each in a folder of its own.
  private var earlier: String { "\(path)/earlier" }

  /// The files of a run; whatever else lies there is somebody else's.
  private static let filesOfRun = [
    "run.json", "report.html", "report.md", "report.csv", "journal.jsonl", "journal.jsonl.old",
  ]

  /// Moves what an earlier run left here to `earlier/TIME`, and tells where that is; the time is when
  /// it was written.
  ///
  /// - Throws: ``Failure`` where it cannot be moved.
  func setEarlierAside(_ notices: Notices) throws(Failure) {
    var names: [String] = []
    var newest = 0
    for name in Self.filesOfRun {
      var status = stat()
      guard lstat("\(path)/\(name)", &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
        continue
      }
      names.append(name)
      newest = max(newest, status.st_mtim.tv_sec)
    }
    guard !names.isEmpty else { return }
    let folder = try makeFolder(for: Date(timeIntervalSince1970: Double(newest)))
    for name in names where rename("\(path)/\(name)", "\(folder)/\(name)") != 0 {
      throw Failure(
        .inputOutput,
        "\(path)/\(name) is an earlier run's and cannot be moved to \(folder): "
          + String(cString: strerror(errno)))
    }
    notices("the earlier run in \(path) is now in \(folder)")
  }

  /// Makes a folder that was not there; a number tells runs of the same second apart.
  private func makeFolder(for time: Date) throws(Failure) -> String {
    // Without colons, which some file systems and programs give a meaning of their own.
    let style = Date.ISO8601FormatStyle(dateSeparator: .omitted, timeSeparator: .omitted)
    let first = "\(earlier)/\(time.formatted(style))"
    var (folder, number) = (first, 1)
    guard mkdir(earlier, 0o777) == 0 || errno == EEXIST else { throw cannotMake(earlier) }
    while mkdir(folder, 0o777) != 0 {
      guard errno == EEXIST else { throw cannotMake(folder) }
      number += 1
      folder = "\(first)-\(number)"
    }
    return folder
  }

  private func cannotMake(_ folder: String) -> Failure {
    Failure(
      .inputOutput,
      "\(folder): the earlier run in \(path) cannot be moved there: "
        + String(cString: strerror(errno)))
  }
}

import Failures
import Foundation
import Glibc
import Testing

@testable import Replay

/// A folder belongs to one run at a time, and what earlier runs left there is kept.
struct OwnedFolderTests {
  private func names(_ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  @Test func `a second run is told who owns the folder, until the first is over`() throws {
    let scratch = try Scratch()
    let folder = try OutputFolder(scratch.path)
    let first = try FolderLock(folder)
    #expect(
      throws: Failure(
        .inputOutput,
        "\(scratch.path): process \(getpid()) is measuring into this folder; wait for it, or name "
          + "another with --out")
    ) { try FolderLock(folder) }
    first.release()
    #expect(try names(scratch.path).isEmpty)
    try FolderLock(folder).release()
  }

  @Test func `what a dead owner left behind keeps nobody out`() throws {
    let scratch = try Scratch()
    try scratch.file(FolderLock.name, "1\n")
    let lock = try FolderLock(OutputFolder(scratch.path))
    #expect(
      try String(contentsOfFile: "\(scratch.path)/\(FolderLock.name)", encoding: .utf8)
        == "\(getpid())\n")
    lock.release()
    #expect(try names(scratch.path).isEmpty)
  }

  @Test func `an earlier run is moved as a whole and named, and nothing else is`() throws {
    let scratch = try Scratch()
    let told = Told()
    let folder = try OutputFolder(scratch.path)
    try folder.setEarlierAside(told.notices)
    #expect(try told.lines.isEmpty && names(scratch.path).isEmpty)
    let files = ["run.json", "report.html", "journal.jsonl"]
    for text in ["first", "second"] {
      for name in files { try scratch.file(name, text) }
      for name in files {
        var times = [
          timeval(tv_sec: 1_700_000_000, tv_usec: 0), timeval(tv_sec: 1_700_000_000, tv_usec: 0),
        ]
        #expect(utimes("\(scratch.path)/\(name)", &times) == 0)
      }
      try scratch.file("notes", "mine")
      try folder.setEarlierAside(told.notices)
      #expect(try names(scratch.path) == ["earlier", "notes"])
    }
    // Written in the same second.
    let places = ["20231114T221320Z", "20231114T221320Z-2"]
    #expect(try names(scratch.path + "/earlier") == places)
    for (place, text) in zip(places, ["first", "second"]) {
      #expect(try names("\(scratch.path)/earlier/\(place)") == files.sorted())
      #expect(
        try String(contentsOfFile: "\(scratch.path)/earlier/\(place)/run.json", encoding: .utf8)
          == text)
    }
    #expect(
      told.lines
        == places.map {
          "the earlier run in \(scratch.path) is now in \(scratch.path)/earlier/\($0)"
        })
  }

  @Test func `an earlier run that cannot be moved stays where it is`() throws {
    let scratch = try Scratch()
    try scratch.file("run.json", "first")
    try scratch.file("earlier", "a file")
    #expect {
      try OutputFolder(scratch.path).setEarlierAside(Told().notices)
    } throws: {
      let failure = $0 as? Failure
      return failure?.exitClass == .inputOutput
        && failure?.message.contains("the earlier run in \(scratch.path) cannot be moved there")
          == true
    }
    #expect(exists("run.json", in: scratch.path))
  }
}

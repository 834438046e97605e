import Foundation
import Testing

/// Who may know whom, as Package.swift has it.
struct LayeringTests {
  /// Modules that come with the toolchain and the system.
  private static let toolchain: Set<String> = [
    "ArgumentParser", "Dispatch", "Foundation", "FoundationEssentials", "Glibc", "RegexBuilder",
    "Synchronization", "Testing", "XCTest",
  ]

  @Test(arguments: [
    "import Room", "internal import Room", "package import Room", "public import Room",
    "private import Room", "@testable import Room", "@preconcurrency import Room",
    "@preconcurrency public import Room", "@_spi(Testing) internal import Room",
    "import struct Room.Value", "public import enum Room.Value", "package import func Room.work",
  ])
  func `every way to import is seen`(line: String) {
    #expect(Checkout.module(importedBy: line[...]) == "Room")
  }

  @Test(arguments: ["let text = \"import Room\"", "important(Room)", "// import Room"])
  func `what only speaks of an import is none`(line: String) {
    #expect(Checkout.module(importedBy: line[...]) == nil)
  }

  @Test(arguments: ["Sources", "Tests"])
  func `a file imports only what its target declares`(folder: String) throws {
    let manifest = try Manifest()
    for file in try Checkout.swiftFiles(below: folder) {
      guard let target = manifest[file.target] else {
        Issue.record("\(file.path) belongs to no target")
        continue
      }
      let declared = target.dependencies.map { $0.replacing("-", with: "_") }
      let unknown = file.imports.subtracting(declared).subtracting(Self.toolchain)
      #expect(unknown.isEmpty, "\(file.path) imports \(unknown.sorted())")
    }
  }

  @Test func `a room declares only what it imports`() throws {
    let files = Dictionary(grouping: try Checkout.swiftFiles(below: "Sources"), by: \.target)
    for room in try Manifest().rooms {
      guard let own = files[room.name] else { continue }
      let imported = own.reduce(into: Set<String>()) { $0.formUnion($1.imports) }
      let unused = room.dependencies.filter { !imported.contains($0.replacing("-", with: "_")) }
      #expect(unused.isEmpty, "\(room.name) declares \(unused.sorted()) and imports none of it")
    }
  }

  @Test func `no room knows itself by way of another`() throws {
    let manifest = try Manifest()
    for room in manifest.rooms {
      var reached: Set<String> = []
      var open = Array(room.dependencies)
      while let next = open.popLast() {
        if reached.insert(next).inserted { open += manifest[next]?.dependencies ?? [] }
      }
      #expect(!reached.contains(room.name), "\(room.name) imports itself")
    }
  }

  @Test(arguments: [
    ("CommandLane", ["FuseEngine", "FuseSeries", "EngineLane", "PeerProtocol"]),
    ("Reports", ["Statistics", "Rounds", "EngineLane", "CommandLane", "FuseEngine", "PatchGit"]),
    ("Stepper", ["Statistics", "Rounds", "EngineLane", "CommandLane", "FuseEngine", "PatchGit"]),
    ("FuseEngine", ["FuseSeries", "PatchMail", "Documents"]),
    ("Statistics", ["Documents", "Rounds", "Presentation"]),
    ("Documents", ["Presentation", "Statistics", "PatchMail"]),
  ])
  func `a room builds without what stands above it or beside it`(
    room: String, others: [String]
  ) throws {
    let manifest = try Manifest()
    var reached: Set<String> = []
    var open = [room]
    while let next = open.popLast() {
      for dependency in manifest[next]?.dependencies ?? [] where reached.insert(dependency).inserted
      {
        open.append(dependency)
      }
    }
    #expect(reached.isDisjoint(with: others), "\(room) reaches \(reached.intersection(others))")
  }

  @Test func `every room has a suite`() throws {
    let tests = Dictionary(grouping: try Checkout.swiftFiles(below: "Tests"), by: \.target)
    // Programs are called by their names with dashes; their suites are not.
    func suite(_ room: String) -> String {
      room.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
        + "Tests"
    }
    let files = Dictionary(grouping: try Checkout.swiftFiles(below: "Sources"), by: \.target)
    for room in try Manifest().rooms where files[room.name] != nil {
      let own = tests[suite(room.name)] ?? []
      #expect(
        own.contains { $0.text.contains("@Test") }, "\(room.name) has no \(suite(room.name))")
    }
  }
}

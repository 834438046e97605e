import Foundation
import Testing

@testable import CommandLane
import Rounds
import Statistics

struct TreeStoreTests {
  private func withRoot(_ body: (String) throws -> Void) throws {
    let root = FileManager.default.temporaryDirectory
      .appendingPathComponent("patch-replay-store-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: root) }
    try body(root)
  }

  private func record(_ key: String) -> BuildRecord {
    BuildRecord(key: key, tree: "t", isBuilt: true, log: "", seconds: 1, binaries: nil)
  }

  private func build(_ key: String, in store: TreeStore) throws {
    try store.reserve(key)
    try FileManager.default.createDirectory(
      atPath: store.place(of: key), withIntermediateDirectories: false)
    try Data(key.utf8).write(to: URL(fileURLWithPath: store.place(of: key) + "/name"))
    try store.keep(record(key))
  }

  @Test func `a built tree is kept and comes to the workplace and back`() throws {
    try withRoot { root in
      let store = try TreeStore(root: root)
      try build("one", in: store)
      try build("two", in: store)
      try store.occupy("one")
      #expect(FileManager.default.contents(atPath: store.workplace + "/name") == Data("one".utf8))
      try store.vacate("one")
      #expect(store.record(of: "one") == record("one"))
      #expect(!FileManager.default.fileExists(atPath: store.workplace))
    }
  }

  @Test func `a tree left in the workplace by a killed run is taken back`() throws {
    try withRoot { root in
      do {
        let store = try TreeStore(root: root)
        try build("one", in: store)
        try store.occupy("one")
      }
      #expect(try TreeStore(root: root).record(of: "one") != nil)
    }
  }

  @Test func `a tree whose build was killed is thrown away`() throws {
    try withRoot { root in
      do {
        let store = try TreeStore(root: root)
        try store.reserve("half")
        try FileManager.default.createDirectory(
          atPath: store.workplace, withIntermediateDirectories: false)
      }
      let store = try TreeStore(root: root)
      #expect(store.record(of: "half") == nil)
      #expect(!FileManager.default.fileExists(atPath: store.workplace))
    }
  }

  @Test func `a second measurement with the same folder is refused`() throws {
    try withRoot { root in
      let first = try TreeStore(root: root)
      #expect(throws: CommandError.busy(cache: first.root)) { try TreeStore(root: root) }
      withExtendedLifetime(first) {}
    }
  }

  /// A key as the store makes them.
  private func key(_ digit: Character) -> String { String(repeating: digit, count: 40) }

  /// Makes a folder of the store as old as if nothing had used it for so many days.
  private func age(_ name: String, days: Double, in store: TreeStore) throws {
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -86_400 * days)],
      ofItemAtPath: store.root + "/built/" + name)
  }

  @Test func `trees that nothing has used for long are removed, and nothing else`() throws {
    try withRoot { root in
      let store = try TreeStore(root: root)
      let names = [
        key("a"), key("b"), key("c"), key("d"), key("e") + TreeStore.salt, "mine", key("0"),
      ]
      for name in names.dropLast(2) { try build(name, in: store) }
      // Of a name like that of a tree, but somebody else's.
      for name in names.suffix(2) {
        try FileManager.default.createDirectory(
          atPath: store.root + "/built/" + name, withIntermediateDirectories: false)
      }
      try FileManager.default.createSymbolicLink(
        atPath: store.root + "/built/" + key("f"), withDestinationPath: "mine")
      // Begun to be removed by a run that was killed, and called alike by somebody else.
      let built = store.root + "/built/"
      try build(key("9"), in: store)
      try FileManager.default.moveItem(
        atPath: built + key("9"), toPath: built + ".gone-" + key("9"))
      let others = [".gone-mine", ".gone-" + key("b")]
      for name in others {
        try FileManager.default.createDirectory(
          atPath: built + name + "/tree", withIntermediateDirectories: true)
      }
      for name in names { try age(name, days: 31, in: store) }
      try age(key("b"), days: 29, in: store)
      // One is looked up, as a stage of the run, and one is measured.
      #expect(store.record(of: key("c")) != nil)
      try store.occupy(key("d"))
      try store.vacate(key("d"))
      store.prune(unusedFor: 30)
      let left = try FileManager.default.contentsOfDirectory(atPath: store.root + "/built")
      #expect(
        Set(left) == Set([key("b"), key("c"), key("d"), "mine", key("0"), key("f")] + others))
      #expect(others.allSatisfy { FileManager.default.fileExists(atPath: built + $0 + "/tree") })
      #expect(store.record(of: key("d")) == record(key("d")))
    }
  }

  @Test(arguments: [
    "ALACRITTY_WINDOW_ID", "DESKTOP_STARTUP_ID", "GNOME_TERMINAL_SCREEN", "ITERM_SESSION_ID",
    "KONSOLE_DBUS_SESSION", "SSH_CLIENT", "SSH_CONNECTION", "SSH_TTY", "STY", "SUDO_COMMAND",
    "TERM_SESSION_ID", "TMUX", "TMUX_PANE", "VTE_VERSION", "WEZTERM_PANE", "WEZTERM_UNIX_SOCKET",
    "WINDOW", "WINDOWID", "XDG_ACTIVATION_TOKEN", "XDG_RUNTIME_DIR", "XDG_SESSION_ID",
  ])
  func `what differs from window to window is in no key`(name: String) {
    #expect(BuildEnvironment.isVolatile(name))
  }

  @Test(arguments: ["CC", "CFLAGS", "LANG", "PATH", "SUDO_USER", "TERMINFO", "WINDOWS", "XDG_DATA"])
  func `what a build may read is in all keys`(name: String) {
    #expect(!BuildEnvironment.isVolatile(name))
  }

  @Test func `a key depends on the tree, the command, the place and the variables`() {
    let environment = BuildEnvironment(machine: "m", tools: ["cc 1"], variables: ["CC": "cc"])
    let other = BuildEnvironment(machine: "m", tools: ["cc 2"], variables: ["CC": "cc"])
    let keys = [
      CacheKey.of(tree: "a", build: "make", workplace: "/x", environment),
      CacheKey.of(tree: "b", build: "make", workplace: "/x", environment),
      CacheKey.of(tree: "a", build: "make -j", workplace: "/x", environment),
      CacheKey.of(tree: "a", build: nil, workplace: "/x", environment),
      CacheKey.of(tree: "a", build: "make", workplace: "/y", environment),
      CacheKey.of(tree: "a", build: "make", workplace: "/x", other),
    ]
    #expect(Set(keys).count == keys.count)
    #expect(keys[0] == CacheKey.of(tree: "a", build: "make", workplace: "/x", environment))
  }
}

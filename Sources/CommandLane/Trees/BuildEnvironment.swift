internal import Bytes
internal import Foundation
internal import Glibc

/// What a build depends on besides its tree and its command.
struct BuildEnvironment: Codable, Hashable, Sendable {
  let machine: String
  let tools: [String]
  let variables: [String: String]

  /// Variables of terminals and of programs that users interact with, which no build should read.
  ///
  /// They change from one terminal to the next. Those of the locale are none of them: `sort` and
  /// `grep` go by these.
  private static let volatile: Set<String> = [
    "COLORTERM", "COLUMNS", "DBUS_SESSION_BUS_ADDRESS", "DESKTOP_STARTUP_ID", "DISPLAY", "EDITOR",
    "GIT_EDITOR", "GIT_PAGER", "GIT_SEQUENCE_EDITOR", "GPG_AGENT_INFO", "GPG_TTY", "HISTCONTROL",
    "HISTFILE", "HISTSIZE", "INVOCATION_ID", "JOURNAL_STREAM", "LESS", "LESSCLOSE", "LESSOPEN",
    "LINES", "LS_COLORS", "MAIL", "MANPAGER", "OLDPWD", "PAGER", "PROMPT_COMMAND", "PS1", "PS2",
    "PWD", "SESSION_MANAGER", "SHLVL", "STY", "SUDO_COMMAND", "TERM", "TMUX", "TMUX_PANE", "VISUAL",
    "WAYLAND_DISPLAY", "WINDOW", "WINDOWID", "XAUTHORITY", "XDG_ACTIVATION_TOKEN",
    "XDG_RUNTIME_DIR", "_",
  ]
  private static let volatilePrefixes = [
    "ALACRITTY_", "GNOME_", "ITERM_", "KITTY_", "KONSOLE_", "SSH_", "TERM_", "VTE_", "WEZTERM_",
    "XDG_SESSION",
  ]

  /// Whether a variable is none of a build.
  static func isVolatile(_ name: String) -> Bool {
    volatile.contains(name) || volatilePrefixes.contains(where: name.hasPrefix)
  }

  /// Reads what holds now, with the variables that the user sets on top.
  static func current(adding added: [String: String]) -> BuildEnvironment {
    let variables = ProcessInfo.processInfo.environment.filter { name, _ in
      !isVolatile(name)
    }.merging(added) { $1 }
    var name = utsname()
    uname(&name)
    let machine = withUnsafeBytes(of: &name.machine) {
      String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
    }
    let named = ["CC", "CXX", "LD", "AR"].compactMap { variables[$0]?.split(separator: " ").first }
    let tools =
      named.map(String.init) + [
        "cc", "gcc", "clang", "c++", "ld", "rustc", "go", "swiftc", "javac", "python3", "node",
      ]
    return BuildEnvironment(
      machine: machine,
      tools: tools.compactMap { identify($0, path: variables["PATH"] ?? "/usr/bin:/bin") },
      variables: variables)
  }

  /// A tool by its place, size and age; its version would cost a process for each.
  private static func identify(_ tool: String, path: String) -> String? {
    let places =
      tool.contains("/") ? [tool] : path.split(separator: ":").map { "\($0)/\(tool)" }
    guard let place = places.first(where: { access($0, X_OK) == 0 }) else { return nil }
    var status = stat()
    guard stat(place, &status) == 0 else { return nil }
    return "\(place) \(status.st_size) \(status.st_mtim.tv_sec)"
  }
}

extension BuildEnvironment {
  /// What the journal keeps of them: values may be secrets, and digests show just as well that they differ.
  ///
  /// A short secret can be guessed from its digest all the same: the journal is its owner's alone.
  struct Digests: Codable, Hashable, Sendable {
    let tools: [String]
    let variables: [String: String]
  }

  var digests: Digests {
    Digests(
      tools: tools,
      variables: Dictionary(
        uniqueKeysWithValues: variables.map { ($0, String(CacheKey.digest([$0: $1]).prefix(12))) }))
  }
}

extension BuildEnvironment.Digests {
  /// What differs from others, in words.
  func differences(from other: Self) -> [String] {
    let names = Set(variables.keys).union(other.variables.keys)
      .filter { variables[$0] != other.variables[$0] }.sorted()
    let tools = Set(tools).symmetricDifference(other.tools)
      .compactMap { $0.split(separator: " ").first.map(String.init) }
    var differences: [String] = []
    if let first = names.first {
      differences.append(
        names.count == 1
          ? "the variable \(first) differs"
          : "the variables \(names.joined(separator: ", ")) differ")
    }
    if !tools.isEmpty {
      differences.append("other tools: \(Set(tools).sorted().joined(separator: ", "))")
    }
    return differences
  }
}

/// Names for what is kept.
enum CacheKey {
  /// Names a tree built by a command at a place.
  static func of(
    tree: String, build: String?, workplace: String, _ environment: BuildEnvironment
  ) -> String {
    struct Parts: Encodable {
      let tree: String
      let build: String?
      let workplace: String
      let environment: BuildEnvironment

      /// The names that go into the key; other ones would build again what is built.
      enum CodingKeys: String, CodingKey {
        case tree, build, workplace
        case environment = "surroundings"
      }
    }
    return digest(
      Parts(tree: tree, build: build, workplace: workplace, environment: environment))
  }

  /// Names a value by its JSON with sorted keys.
  static func digest(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return hex(SHA1.digest(of: (try? encoder.encode(value)) ?? Data()))
  }

  static func hex(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

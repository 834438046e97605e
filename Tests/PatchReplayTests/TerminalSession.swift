import Foundation
import Testing

/// A real terminal: a command under tmux, with keys sent and the screen read.
final class TerminalSession {
  static let isMissing = (try? Tools.run("tmux", ["-V"]))?.status != 0

  private let name = "patch-replay-\(UUID().uuidString)"
  private let scratch: Scratch

  /// Starts a shell command in a terminal of a size.
  init(
    _ command: String, width: Int = 80, height: Int = 24,
    environment: [String: String] = [:]
  ) throws {
    scratch = try Scratch()
    let variables = ["LC_ALL": "C.UTF-8", "PS1": "$ "].merging(environment) { $1 }
      .map { "\($0.key)='\($0.value)'" }.joined(separator: " ")
    let script = try scratch.file("run.sh", "export \(variables)\n\(command)\n")
    try tmux(
      "-f", "/dev/null", "new-session", "-d", "-x", "\(width)", "-y", "\(height)",
      "bash \(script); sleep 600")
  }

  /// `kill-server` has the server send itself SIGTERM, which what starts tests may block in all their
  /// children; without a session the server ends by itself.
  deinit { _ = try? Tools.run("tmux", ["-L", name, "kill-session"]) }

  @discardableResult
  private func tmux(_ arguments: String...) throws -> String {
    // The server that tmux leaves behind must not hold what tells Foundation that tmux has ended.
    let finished = try Tools.run(
      "bash", ["-c", "eval exec {3..99}'>&-'; exec tmux \"$@\"", "tmux", "-L", name] + arguments)
    try #require(finished.status == 0, "tmux \(arguments): \(finished.errors)")
    return finished.text
  }

  /// Presses keys, by tmux's names.
  func press(_ keys: String...) throws {
    for key in keys { try tmux("send-keys", key) }
  }

  func type(_ text: String) throws { try tmux("send-keys", "-l", text) }

  func resize(width: Int, height: Int) throws {
    try tmux("resize-window", "-x", "\(width)", "-y", "\(height)")
  }

  /// What the screen shows now.
  func screen(withColours: Bool = false) throws -> String {
    withColours ? try tmux("capture-pane", "-p", "-e") : try tmux("capture-pane", "-p")
  }

  /// Waits until the screen shows words; half a minute at most.
  @discardableResult
  func wait(for words: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> String {
    var shown = ""
    for _ in 0..<600 {
      shown = try screen()
      if shown.contains(words) { return shown }
      usleep(50_000)
    }
    Issue.record("“\(words)” never came:\n\(shown)", sourceLocation: sourceLocation)
    return shown
  }
}

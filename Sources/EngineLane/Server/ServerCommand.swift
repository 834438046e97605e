internal import PeerProtocol

/// A FUSE server to start: a command in which `{}` stands for the place to serve.
package struct ServerCommand: Hashable, Sendable, CustomStringConvertible {
  /// The command as a shell reads it.
  package let description: String
  /// Whether the server moves payload between both memories by itself, where the system lets it.
  let movesPagesByAddress: Bool

  /// Wraps a command line; `{}` in it becomes the descriptor that the server is to serve.
  package init(_ commandLine: String) {
    description = commandLine
    movesPagesByAddress = false
  }

  /// A program that takes the place to serve as its last argument.
  ///
  /// - Parameters:
  ///   - path: The program's file.
  ///   - options: Arguments before the place.
  ///   - movesPagesByAddress: Whether it is our own server, and to be asked to move payload between
  ///     the engine's pages and its own memory by itself: once, as the kernel does.
  package init(program path: String, options: [String], movesPagesByAddress: Bool = false) {
    self.movesPagesByAddress = movesPagesByAddress
    let words =
      [path] + options + (movesPagesByAddress ? ["-o", "\(ServerOption.pagesByAddress)"] : [])
    description = (words.map(Self.quote) + ["{}"]).joined(separator: " ")
  }

  private static func quote(_ word: String) -> String {
    let plain = word.utf8.allSatisfy {
      ($0 >= 48 && $0 <= 57) || ($0 | 32 >= 97 && $0 | 32 <= 122) || "/-_.=,+:@".utf8.contains($0)
    }
    return plain ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }

  /// The line for a shell whose standard input is what is to be served.
  ///
  /// It is served as descriptor 3, since a server that goes to the background puts `/dev/null` in
  /// the place of its standard input.
  var line: String {
    "exec 3<&0 </dev/null; exec " + description.replacing("{}", with: "/dev/fd/3")
  }
}

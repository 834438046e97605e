package import Documents
internal import Foundation

extension RunEnvironment {
  /// Reads what this machine is and how busy it is now.
  ///
  /// - Parameters:
  ///   - server: The server's command.
  ///   - program: The program's version.
  /// - Returns: The machine and the server; what cannot be read is `unknown` or 0.
  package static func current(server: String, program: String) -> RunEnvironment {
    RunEnvironment(
      kernel: firstLine("/proc/sys/kernel/osrelease") ?? "unknown",
      processor: processorName ?? "unknown",
      processors: ProcessInfo.processInfo.activeProcessorCount,
      loadAverage: firstLine("/proc/loadavg")?.split(separator: " ").first
        .flatMap { Double($0) } ?? 0,
      server: server, program: program,
      started: Date.now.formatted(.iso8601))
  }

  private static var processorName: String? {
    guard let text = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8) else {
      return nil
    }
    let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
    return line?.split(separator: ":", maxSplits: 1).last
      .map { $0.trimmingCharacters(in: .whitespaces) }
  }

  private static func firstLine(_ path: String) -> String? {
    (try? String(contentsOfFile: path, encoding: .utf8))?
      .split(separator: "\n").first.map(String.init)
  }
}

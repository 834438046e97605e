import ArgumentParser
import Replay

/// `doctor`: what this machine offers, what each lane needs, and how small a change it can show.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Say what this machine offers, what makes it noisy, and how small a change it shows.")

  func run() async throws {
    try await Self.print(DoctorReport.facts(PatchReplay.invocation))
    try Self.print(DoctorReport.noise())
  }

  private static func print(_ lines: [String]) throws {
    try Terminal.print(lines.joined(separator: "\n") + "\n")
  }
}

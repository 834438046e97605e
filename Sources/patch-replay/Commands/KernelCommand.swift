import ArgumentParser
import Documents
import Replay
import Reports

/// `kernel`: the running kernel's own two ends of the series.
struct KernelCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kernel",
    abstract: "Measure the running kernel: one call for each segment beside one vectored call.",
    discussion: """
      One call for each segment is what the request path before the series sends; one call for the
      whole vector is what it sends after it. Without --file the server is mounted where only this \
      program sees it, which takes root or namespaces in which you are root:

        unshare -Urm patch-replay kernel

      --file measures a file on any FUSE mount there is, such as sshfs. It is only read, unless \
      --write is given: then it is overwritten with its own bytes.
      """)

  @Option(help: ArgumentHelp("A file on a FUSE mount.", valueName: "path"))
  var file: String?

  @Flag(help: "Let workloads write to the file, the bytes that it holds.")
  var write = false

  @Flag(help: "Print run.json's document.")
  var json = false

  @OptionGroup var text: TextOptions
  @OptionGroup var experiment: ExperimentOptions
  @OptionGroup var server: ServerOptions

  func validate() throws {
    guard file == nil || !server.choice.isForeign else {
      throw ValidationError("--file cannot be combined with --server or --connect.")
    }
    try experiment.refuseForKernelLane()
    guard !write || file != nil else { throw ValidationError("--write goes with --file.") }
  }

  func run() async throws {
    var request = KernelRequest(experiment.request(server.choice))
    request.file = file
    request.isWritable = write
    let line = experiment.rounds.progressLine
    let outcome = try await request.perform(PatchReplay.invocation, line.observer)
    line.clear()
    try outcome.show { run in
      try json ? JSONText.pretty(run) : TextReport(run, style: text.style).render()
    }
  }
}

import CFuse3
import Glibc

/// The server's main program: from the command line to the exit status.
@main
enum PatchReplayFused {
  static func main() {
    exit(exitStatus(arguments: CommandLine.arguments))
  }

  /// Runs the server in a function of its own, so that all resources are released before `exit`.
  private static func exitStatus(arguments: [String]) -> Int32 {
    do throws(ServerError) {
      try run(arguments)
      return 0
    } catch {
      complain("patch-replay-fused: \(error)\n")
      return error.exitStatus
    }
  }

  private static func run(_ words: [String]) throws(ServerError) {
    var arguments = try FuseArguments(words)
    let options = try ServerOptions(&arguments)
    if options.showsHelp { return ServerOptions.printHelp() }
    if options.showsVersion { return ServerOptions.printVersion() }
    guard let mountpoint = options.mountpoint else { throw .usage("no mountpoint given") }
    prepareProcess()
    if let source = options.source {
      try serve(source, at: mountpoint, options, &arguments)
    } else {
      let scratch = try ScratchDirectory()
      try serve(scratch.path, at: mountpoint, options, &arguments)
    }
  }

  private static func serve(
    _ source: String, at mountpoint: String, _ options: ServerOptions,
    _ arguments: inout FuseArguments
  ) throws(ServerError) {
    let fileSystem: PassthroughFileSystem
    do throws(Errno) {
      fileSystem = try PassthroughFileSystem(
        root: OwnedDescriptor(adopting: open(source, O_PATH | O_DIRECTORY | O_CLOEXEC)),
        limits: options.limits,
        peer: PeerMemory(isProposalAwaited: options.movesPagesByAddress))
    } catch {
      throw .sourceUnusable(path: source, error)
    }
    let session = try Session(&arguments, fileSystem: fileSystem)
    try session.attach(to: mountpoint)
    guard fuse_daemonize(options.staysInForeground ? 1 : 0) == 0 else {
      throw .systemCall("going to the background", Errno.current)
    }
    try session.run(options.threading)
  }

  /// Changes inherited settings of the process as a file server needs them.
  private static func prepareProcess() {
    SignalWatcher.holdSignals()
    // The kernel has already applied the caller's mask to the modes in requests.
    umask(0)
    // Every file that the kernel knows needs a descriptor; the usual soft limit of 1024 is low.
    var limit = rlimit()
    if getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 {
      limit.rlim_cur = limit.rlim_max
      setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
  }

  private static func complain(_ message: String) {
    var message = message
    message.withUTF8 { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}

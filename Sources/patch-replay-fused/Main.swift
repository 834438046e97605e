import CFuse3
import FoundationEssentials
import Glibc

/// The server's life: options, source directory, libfuse session, loop, and everything undone.
@main
enum Server {
  private enum ExitCode {
    static let usage: Int32 = 64
    static let noInput: Int32 = 66
    static let unavailable: Int32 = 69
    static let inputOutput: Int32 = 74
  }

  static func main() {
    unblockSignals()
    let options: Options
    do throws(UsageError) { options = try Options(CommandLine.arguments) } catch {
      say(error.message)
      exit(ExitCode.usage)
    }
    var arguments = fuse_args()
    for word in options.rest { fuse_opt_add_arg(&arguments, word) }
    defer { fuse_opt_free_args(&arguments) }
    var settings = fuse_cmdline_opts()
    guard fuse_parse_cmdline(&arguments, &settings) == 0 else { exit(ExitCode.usage) }
    defer { free(settings.mountpoint) }
    if settings.show_help != 0 {
      print(Options.help)
      fuse_cmdline_help()
      fuse_lowlevel_help()
      return
    }
    if settings.show_version != 0 {
      print("patch-replay-fused on libfuse \(String(cString: fuse_pkgversion()))")
      fuse_lowlevel_version()
      return
    }
    guard let mountpoint = settings.mountpoint else {
      say("no mountpoint; try --help")
      exit(ExitCode.usage)
    }
    let source = openSource(options)
    let status = serve(options, source: source, &arguments, settings, at: mountpoint)
    if source.isOurs { try? FileManager.default.removeItem(atPath: source.path) }
    exit(status)
  }

  /// Lets through the signals that end the server: a parent may have left them blocked.
  private static func unblockSignals() {
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGHUP, SIGINT, SIGTERM] { sigaddset(&signals, signal) }
    sigprocmask(SIG_UNBLOCK, &signals, nil)
  }

  private struct Source {
    let path: String
    let descriptor: Int32
    /// Whether the directory was made for this run.
    let isOurs: Bool
  }

  private static func openSource(_ options: Options) -> Source {
    var path = options.source ?? ""
    if options.source == nil {
      var template = Array("/dev/shm/patch-replay-XXXXXX".utf8CString)
      guard mkdtemp(&template) != nil else {
        say("/dev/shm: no directory could be made: \(reason); name one with -o source=DIR")
        exit(ExitCode.unavailable)
      }
      path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
    let descriptor = open(path, Flag.path | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      say("\(path): \(reason)")
      exit(ExitCode.noInput)
    }
    return Source(path: path, descriptor: descriptor, isOurs: options.source == nil)
  }

  private static func serve(
    _ options: Options, source: Source, _ arguments: inout fuse_args,
    _ settings: fuse_cmdline_opts, at mountpoint: UnsafePointer<CChar>
  ) -> Int32 {
    let fileSystem = Passthrough(
      root: source.descriptor, usesDirectIO: options.usesDirectIO, maxWrite: options.maxWrite)
    return withExtendedLifetime(fileSystem) {
      var operations = Operations.table
      guard
        let session = fuse_session_new(
          &arguments, &operations, MemoryLayout<fuse_lowlevel_ops>.size,
          Unmanaged.passUnretained(fileSystem).toOpaque())
      else { return ExitCode.usage }
      defer { fuse_session_destroy(session) }
      fileSystem.session = session
      guard fuse_set_signal_handlers(session) == 0 else { return ExitCode.unavailable }
      defer { fuse_remove_signal_handlers(session) }
      guard fuse_session_mount(session, mountpoint) == 0 else { return ExitCode.unavailable }
      defer { fuse_session_unmount(session) }
      guard fuse_daemonize(settings.foreground) == 0 else { return ExitCode.unavailable }
      return loop(session, settings) < 0 ? ExitCode.inputOutput : 0
    }
  }

  private static func loop(_ session: OpaquePointer, _ settings: fuse_cmdline_opts) -> Int32 {
    guard settings.singlethread == 0 else { return fuse_session_loop(session) }
    let configuration = fuse_loop_cfg_create()
    defer { fuse_loop_cfg_destroy(configuration) }
    fuse_loop_cfg_set_clone_fd(configuration, UInt32(settings.clone_fd))
    return fuse_session_loop_mt(session, configuration)
  }

  private static var reason: String { String(cString: strerror(errno)) }

  private static func say(_ text: String) {
    let line = "patch-replay-fused: \(text)\n"
    _ = line.withCString { write(STDERR_FILENO, $0, strlen($0)) }
  }
}

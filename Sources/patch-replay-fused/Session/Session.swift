import CFuse3
import Glibc
import PeerProtocol

/// One libfuse session: created, attached and run, then torn down in the reverse order.
struct Session: ~Copyable {
  private let raw: OpaquePointer
  /// Keeps the object alive that libfuse holds as a plain pointer.
  private let fileSystem: PassthroughFileSystem

  /// Removes libfuse's own options from the arguments; any that are left are unknown, and refused.
  init(
    _ arguments: inout FuseArguments, fileSystem: PassthroughFileSystem
  ) throws(ServerError) {
    var operations = fuse_lowlevel_ops.passthrough()
    let raw = arguments.withArguments { arguments in
      fuse_session_new(
        arguments, &operations, MemoryLayout<fuse_lowlevel_ops>.size,
        Unmanaged.passUnretained(fileSystem).toOpaque())
    }
    guard let raw else { throw .usage("libfuse refused the options") }
    self.raw = raw
    self.fileSystem = fileSystem
  }

  deinit {
    fileSystem.retrievals.disconnect()
    // Both have no effect without a mount.
    fuse_session_unmount(raw)
    fuse_session_destroy(raw)
  }

  /// Mounts at a directory, or serves the descriptor N of `/dev/fd/N`.
  func attach(to mountpoint: String) throws(ServerError) {
    guard let number = DescriptorChannel.number(in: mountpoint) else {
      guard fuse_session_mount(raw, mountpoint) == 0 else {
        throw .mountRefused(mountpoint: mountpoint)
      }
      return
    }
    // A message has at most its data and one page of headers, as libfuse assumes.
    let descriptor = try DescriptorChannel.open(
      number, messageBytesMaximum: fileSystem.buffers.capacity + 4096)
    fileSystem.peer.serve(raw)
    var transport = DescriptorChannel.transport()
    let status = fuse_session_custom_io(raw, &transport, descriptor.number)
    guard status == 0 else {
      throw .channelUnusable(name: mountpoint, why: "\(Errno(-status))")
    }
    // libfuse closes the descriptor with the session.
    _ = descriptor.release()
  }

  /// Answers requests until the file system is unmounted, the socket ends or a signal arrives.
  func run(_ threading: ServerOptions.Threading) throws(ServerError) {
    let watcher = try SignalWatcher(session: raw)
    // libfuse sends notifications from any thread.
    nonisolated(unsafe) let session = raw
    fileSystem.retrievals.connect { question in
      fuse_lowlevel_notify_retrieve(
        session, question.node, Int(clamping: question.byteCount),
        off_t(clamping: question.offset), nil)
    }
    let status: Int32
    switch threading {
    case .single:
      status = fuse_session_loop(raw)
    case .multiple(let clonesDescriptor, let idleCount, let maximumCount):
      let configuration = fuse_loop_cfg_create()
      defer { fuse_loop_cfg_destroy(configuration) }
      fuse_loop_cfg_set_clone_fd(configuration, clonesDescriptor ? 1 : 0)
      if let idleCount { fuse_loop_cfg_set_idle_threads(configuration, idleCount) }
      fuse_loop_cfg_set_max_threads(configuration, maximumCount)
      status = fuse_session_loop_mt(raw, configuration)
    }
    _ = consume watcher
    guard status >= 0 else { throw .systemCall("reading requests", Errno(-status)) }
  }
}

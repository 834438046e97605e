import CFuse3

extension ServerOptions {
  /// Prints the usage of the server, with libfuse's own options, to standard output.
  static func printHelp() {
    print(
      """
      usage: patch-replay-fused [options] MOUNTPOINT

      Serves a directory as a file system: every operation is carried out on the real files,
      and nothing outside the directory can be reached.

      MOUNTPOINT is a directory to mount at, or /dev/fd/N to serve the open descriptor N without
      a mount: one end of an AF_UNIX SOCK_SEQPACKET socket pair, whose other end sends requests
      in the kernel's place, or a /dev/fuse that the parent process has opened and mounted.

      The server ends when it is unmounted, when the socket closes, or on SIGTERM, SIGINT or
      SIGHUP; it unmounts what it has mounted.

      options of its own:
          -o source=DIR          serve DIR; without it, a fresh private directory under
                                 \(ScratchDirectory.parent), removed with its files at the end
                                 (after SIGKILL, the next server removes it)
          -o direct_io           have the kernel send every read and write of a file directly,
                                 bypassing its page cache (FOPEN_DIRECT_IO)
          -o max_write=BYTES     the largest write in one request, which also determines the
                                 pages of a request; from \(writeBytesRange.lowerBound) to \
      \(writeBytesRange.upperBound)
                                 (default: \(writeBytesDefault), 32 pages)
          -o max_read=BYTES      the largest read in one request; the pages of a request limit
                                 it in any case
          -o sync_dio            have the kernel send the requests of one O_DIRECT call one
                                 after the other (no FUSE_ASYNC_DIO), as in 2012
          -o pages_by_address    on a socket, copy the data of requests directly between the
                                 memory of both processes (process_vm_readv), and pass
                                 messages through shared memory, where the other end proposes
                                 this and the system permits it; otherwise, and on /dev/fuse,
                                 this has no effect

      The kernel handles O_DIRECT: the files themselves are opened without it.

      options of libfuse:
      """)
    fuse_cmdline_help()
    fuse_lowlevel_help()
    print(
      """

      exit status: 0 after an orderly end; 64 the command line is wrong; 66 the directory to
      serve cannot be opened; 69 the mount failed or the descriptor is unusable; 74 a system
      call failed. A line on standard error says what happened.

      examples:
          patch-replay-fused -f -s -o source=/srv/data /mnt
          patch-replay-fused -f -s /dev/fd/0          (standard input is a socket)
          fusermount3 -u /mnt                         (ends a server that has mounted)
      """)
  }

  /// Prints the versions of libfuse and of the protocol to standard output.
  static func printVersion() {
    print("patch-replay-fused, FUSE library version \(String(cString: fuse_pkgversion()))")
    fuse_lowlevel_version()
  }
}

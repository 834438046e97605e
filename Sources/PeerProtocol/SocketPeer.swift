package import Glibc

/// The process at the other end of a local socket.
package enum SocketPeer {
  /// The number of that process when the socket was connected; nil with `errno` set where the system
  /// does not tell it.
  package static func process(of descriptor: Int32) -> pid_t? {
    // process, user and group: `struct ucred`, which the C library shows to _GNU_SOURCE only.
    var peer: (process: pid_t, user: uid_t, group: gid_t) = (0, 0, 0)
    var length = socklen_t(MemoryLayout.size(ofValue: peer))
    let status = getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &peer, &length)
    return status == 0 ? peer.process : nil
  }
}

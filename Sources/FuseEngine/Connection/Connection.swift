internal import CLinuxFuse
package import Failures
internal import Glibc

/// A file system's node, as the server numbers it.
package struct NodeID: RawRepresentable, Hashable, Sendable {
  /// The number on the wire.
  package let rawValue: UInt64

  /// Wraps a number from the wire.
  package init(rawValue: UInt64) { self.rawValue = rawValue }

  /// The root directory.
  package static let root = NodeID(rawValue: UInt64(FUSE_ROOT_ID))
}

/// An open file, as the server numbers it.
struct FileHandle {
  let node: NodeID
  let number: UInt64
  let openFlags: UInt32
}

/// The process on whose behalf requests are sent.
package struct Caller: Hashable, Sendable {
  /// The user, group and process number in the header of every request.
  package let user, group, process: UInt32

  /// Creates a caller.
  package init(user: UInt32, group: UInt32, process: UInt32) {
    self.user = user
    self.group = group
    self.process = process
  }
}

/// The client's side of a FUSE session: what the kernel is to a server.
///
/// Owned by one thread. It holds the design under test and the limits that INIT negotiated, and counts
/// what the request path does.
package struct Connection: ~Copyable {
  /// How the request path works.
  package private(set) var design: EngineDesign
  /// What one request may carry.
  package private(set) var limits: Limits
  /// The counts since the connection was created.
  package internal(set) var counters = Counters()
  /// The requests with pages that were sent; nil where they are not recorded.
  package internal(set) var record: [RequestRecord]?

  let transport: any Transport
  let parts = MessageParts()
  let caller: Caller
  /// The minor version of the protocol that both sides use.
  var minorVersion: UInt32 = UInt32(FUSE_KERNEL_MINOR_VERSION)
  /// Whether the server takes a WRITE of more than one page from the page cache.
  private(set) var hasBigWrites = false
  /// The queue of asynchronous read-ahead requests; nil where the server or the transport takes one
  /// READ of a file at a time.
  private(set) var background: BackgroundQueue?
  /// The reads of this connection that are under way.
  var reads = BackgroundReads()
  /// The files with cached pages, for the server's notifications.
  var inodes: [NodeID: Inode] = [:]
  /// Pages for the data of an ioctl, reused from call to call.
  let scratch = ScratchPages()
  private var lastUnique: UInt64 = 0
  /// Requests have even numbers, as in Linux since 4.20; odd numbers are for their INTERRUPTs.
  private static var uniqueStep: UInt64 { 2 }

  /// Creates a connection that INIT has not negotiated yet.
  ///
  /// - Parameters:
  ///   - transport: The connection to the server.
  ///   - design: How the request path works.
  ///   - limits: `max_read` and `max_write`; INIT may lower the latter.
  ///   - caller: The process that makes the requests.
  package init(
    transport: any Transport, design: EngineDesign, limits: Limits = Limits(),
    caller: Caller = Caller(user: 0, group: 0, process: 0)
  ) {
    self.transport = transport
    self.design = design
    self.limits = limits
    self.caller = caller
  }

  /// What INIT negotiated, for the connections of other threads to the same server.
  package struct Session: Sendable {
    let limits: Limits
    let minorVersion: UInt32
    let hasBigWrites: Bool
    let background: BackgroundQueue?
    let caller: Caller
  }

  /// What INIT negotiated.
  package var session: Session {
    Session(
      limits: limits, minorVersion: minorVersion, hasBigWrites: hasBigWrites,
      background: background, caller: caller)
  }

  /// Creates another thread's connection in a negotiated session.
  ///
  /// - Parameters:
  ///   - transport: The thread's connection to the server.
  ///   - session: What INIT negotiated.
  ///   - job: The thread's number, 1…32767, which is part of the numbers of its requests.
  package init(transport: any Transport, session: Session, job: Int) {
    precondition(1..<(1 << 15) ~= job, "a job's number has 15 bits of a request's number")
    self.init(
      transport: transport, design: .beforeScatterGather, limits: session.limits,
      caller: session.caller)
    agree(on: session)
    lastUnique = UInt64(job) << 48
  }

  /// Switches to another design; no file may be open.
  package mutating func adopt(_ design: EngineDesign) { self.design = design }

  /// Starts or stops recording the requests with pages in ``record``, which starts empty.
  package mutating func keepRecord(_ keep: Bool) { record = keep ? [] : nil }

  /// Applies the server's notifications to a file's page cache.
  package mutating func register(_ inode: Inode) { inodes[inode.node] = inode }

  mutating func agree(on session: Session) {
    limits = session.limits
    minorVersion = session.minorVersion
    hasBigWrites = session.hasBigWrites
    background = session.background
  }

  @inline(__always)
  mutating func makeHeader(_ opcode: Opcode, node: NodeID, bytes: Int) -> fuse_in_header {
    lastUnique += Self.uniqueStep
    var header = fuse_in_header()
    header.len = UInt32(bytes)
    header.opcode = opcode.number
    header.unique = lastUnique
    header.nodeid = node.rawValue
    header.uid = caller.user
    header.gid = caller.group
    header.pid = caller.process
    return header
  }
}

/// Why a request other than a direct transfer has no result.
package enum ConnectionError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The transport failed.
  case transport(TransportError)
  /// The server answered with an error.
  case refused(request: String, ErrorNumber)
  /// The server uses an unsupported version of the protocol.
  case version(major: UInt32, minor: UInt32)
  /// The reply has the wrong size.
  case malformed(request: String, bytes: Int)
  /// The reply has a value that the kernel refuses from a server.
  case unusable(request: String, reason: String)
  /// There is no memory for a request.
  case outOfMemory

  /// One sentence for the user.
  package var description: String {
    switch self {
    case .transport(let error): error.description
    case .refused(let request, let error): "the server refused \(request): \(error)"
    case .version(let major, let minor):
      "the server answers with protocol \(major).\(minor); the engine supports 7.1 and later"
    case .malformed(let request, let bytes):
      "the server's reply to \(request) has \(bytes) bytes, which is not a valid size"
    case .unusable(let request, let reason):
      "the server's reply to \(request) cannot be used: \(reason)"
    case .outOfMemory: "no memory for a request"
    }
  }
}

extension ConnectionError: UserFacingError {
  package var exitClass: ExitClass { .inputOutput }
}

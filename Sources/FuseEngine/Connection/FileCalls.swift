internal import CLinuxFuse
internal import Glibc

extension Connection {
  /// Tells the server that one of a file's descriptors was closed: FLUSH.
  package mutating func flush(_ file: borrowing OpenFile) throws(ConnectionError) {
    var question = fuse_flush_in()
    question.fh = file.handle.number
    question.lock_owner = Self.lockOwner
    try call(.flush, node: file.handle.node, question)
  }

  /// Asks the server to write a file's data to storage: FSYNC.
  package mutating func synchronize(_ file: borrowing OpenFile) throws(ConnectionError) {
    var question = fuse_fsync_in()
    question.fh = file.handle.number
    try call(.fsync, node: file.handle.node, question)
  }

  /// Drops references that LOOKUP brought: FORGET, which gets no reply.
  package mutating func forget(_ node: NodeID, lookups: UInt64) throws(ConnectionError) {
    var question = fuse_forget_in(nlookup: lookups)
    try post(.forget, node: node, slots: design.slots.pageless, body: &question)
  }

  private mutating func call<Body>(
    _ opcode: Opcode, node: NodeID, _ question: Body
  ) throws(ConnectionError) {
    var question = question
    var nothing: Void = ()
    try call(
      opcode, node: node, slots: design.slots.pageless, body: &question, reply: &nothing,
      atLeast: 0)
  }
}

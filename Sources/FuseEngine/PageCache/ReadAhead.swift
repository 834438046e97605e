internal import Glibc

/// The results of one caller's read-ahead requests.
struct ReadAhead {
  /// Where the pages go.
  let inode: Inode
  /// Pages read.
  private(set) var pages = 0
  /// The error of the last request that failed.
  private(set) var error: ErrorNumber?

  init(inode: Inode) { self.inode = inode }

  /// Records an error; returns false, for callers that stop there.
  mutating func fail(_ error: ErrorNumber) -> Bool {
    self.error = error
    return false
  }

  /// Marks the pages of an answered request as up to date; bytes that a short reply leaves out are
  /// zero.
  mutating func take(_ reply: TransferReply, of request: borrowing Request, from first: UInt64) {
    let fields = request.fields
    let count = fields.pointee.count
    switch reply {
    case .moved(let bytes) where bytes <= count * Limits.pageSize:
      for slot in 0..<count {
        let filled = min(max(bytes - slot * Limits.pageSize, 0), Limits.pageSize)
        if let page = fields.pointee.pages[slot] {
          memset(page + filled, 0, Limits.pageSize - filled)
        }
        inode.setUpToDate(first + UInt64(slot), true)
      }
      pages += count
    case .moved: error = .inputOutput
    case .refused(let refusal): error = refusal
    }
  }
}

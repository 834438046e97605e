internal import FuseEngine

/// Direct reads or writes of a vector.
///
/// There is a buffer for each block, so that after the timed part the data of the whole last pass
/// is still there to be checked.
final class DirectSubject: WorkloadSubject {
  let workload: Workload
  let file: SubjectFile
  private let transfer: DirectTransfer
  private let buffers: SegmentBuffers

  init(
    _ workload: Workload, _ transfer: DirectTransfer, file: SubjectFile
  ) throws(ErrorNumber) {
    self.workload = workload
    self.transfer = transfer
    self.file = file
    buffers = try SegmentBuffers((0..<file.blocks).flatMap { _ in transfer.segments })
  }

  func begin(on connection: inout Connection) {}

  private func segments(of block: Int) -> Range<Int> {
    let count = transfer.segments.count
    return (block * count)..<((block + 1) * count)
  }

  /// The segments of all blocks of a pass.
  private var allSegments: Range<Int> { 0..<(file.blocks * transfer.segments.count) }

  func prepare() {
    guard transfer.direction == .write else { return buffers.clear(allSegments) }
    file.changeSalt()
    for block in 0..<file.blocks {
      buffers.withVector(of: segments(of: block)) { file.fill($0, block: block) }
    }
  }

  func call(
    on connection: inout Connection, file handle: borrowing OpenFile, block: Int
  ) throws {
    let result = try buffers.withVector(of: segments(of: block)) {
      vector throws(TransportError) in
      try connection.directIO(
        transfer.direction, file: handle, vector: vector, at: file.offset(of: block))
    }
    try file.expect(result, transfer.direction, block: block)
  }

  func verify(on connection: inout Connection, file handle: borrowing OpenFile) throws {
    for block in 0..<file.blocks {
      switch transfer.direction {
      case .read:
        try buffers.withVector(of: segments(of: block)) {
          vector throws(MeasurementError) in
          try file.check(vector, block: block)
        }
      case .write: try file.checkStored(block: block, on: &connection, file: handle)
      }
    }
  }
}

extension WorkloadKind {
  static let readv = vector("readv", .read)
  static let writev = vector("writev", .write)
  static let read = buffer("read", .read)
  static let write = buffer("write", .write)

  private static func vector(_ name: String, _ direction: Direction) -> WorkloadKind {
    WorkloadKind(
      name, .segments(direction),
      meaning: "N segments of S bytes; @A starts each at offset A in its page"
    ) { try DirectSubject($0, $1, file: $2) }
  }

  private static func buffer(_ name: String, _ direction: Direction) -> WorkloadKind {
    WorkloadKind(name, .buffer(direction), meaning: "one buffer") {
      try DirectSubject($0, $1, file: $2)
    }
  }
}

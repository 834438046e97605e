internal import FuseEngine
internal import PeerProtocol

/// Ioctls whose data goes to the server and comes back inverted.
final class IoctlSubject: WorkloadSubject {
  let workload: Workload
  let file: SubjectFile
  private let memory: SegmentBuffers
  private var isInverted = false

  init(_ workload: Workload, file: SubjectFile) throws(ErrorNumber) {
    self.workload = workload
    self.file = file
    memory = try SegmentBuffers([SegmentShape(offset: 0, length: file.blockBytes)])
  }

  func begin(on connection: inout Connection) {}

  func prepare() {
    memory.withVector { file.fill($0, block: 0) }
    isInverted = false
  }

  func call(
    on connection: inout Connection, file handle: borrowing OpenFile, block: Int
  ) throws {
    let result = try memory.withBytes { bytes throws(TransportError) in
      try connection.ioctl(ServerIoctl.invert(bytes.count), file: handle, memory: bytes)
    }
    if case .failed(let error) = result {
      throw MeasurementError.unsupported(workload: workload.description, error)
    }
    isInverted.toggle()
  }

  func verify(on connection: inout Connection, file handle: borrowing OpenFile) throws {
    if isInverted {
      memory.withBytes { bytes in
        for index in bytes.indices { bytes[index] = ~bytes[index] }
      }
    }
    try memory.withVector { vector throws(MeasurementError) in
      try file.check(vector, block: 0)
    }
  }
}

extension WorkloadKind {
  static let ioctl = WorkloadKind(
    "ioctl", .bytes(atMost: IoctlCommand.mostBytes), meaning: "S bytes out and back"
  ) { workload, _, file in try IoctlSubject(workload, file: file) }
}

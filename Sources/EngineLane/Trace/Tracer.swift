package import Documents
package import Failures
package import FuseEngine

/// Looks at the requests that direct-I/O calls make, one shape at a time.
package struct Tracer: ~Copyable {
  private var connection: Connection
  private let file: OpenFile
  private let memoryServer: PatternServer?
  private let pattern = Pattern()

  private init(
    connection: consuming Connection, file: consuming OpenFile, memoryServer: PatternServer?
  ) {
    self.connection = connection
    self.file = file
    self.memoryServer = memoryServer
  }

  /// Traces against a server in memory that answers in full at any offset.
  ///
  /// - Parameters:
  ///   - design: How the request path works.
  ///   - limits: `max_read` and `max_write`.
  /// - Returns: A tracer with its file open.
  /// - Throws: ``ConnectionError`` where memory is short.
  package static func inMemory(
    design: EngineDesign, limits: Limits
  ) throws(ConnectionError) -> Tracer {
    let server = PatternServer()
    var connection = Connection(transport: server, design: design, limits: limits)
    try connection.initialize()
    let file = try connection.open(connection.lookUp(server.fileName).node)
    return Tracer(connection: connection, file: file, memoryServer: server)
  }

  /// Traces against a server process.
  ///
  /// - Parameters:
  ///   - connection: A negotiated connection to the server.
  ///   - file: The file to make or to open.
  /// - Returns: A tracer with its file open.
  /// - Throws: The engine's errors.
  package static func onServer(
    _ connection: consuming Connection, file: TraceFile
  ) throws -> Tracer {
    var connection = connection
    let opened =
      switch file {
      case .existing(let path):
        try connection.open(connection.lookUp(path: path).node, readOnly: true)
      case .sparse(let name, let byteCount):
        try makeSparse(name, byteCount: byteCount, on: &connection)
      }
    return Tracer(connection: connection, file: opened, memoryServer: nil)
  }

  private static func makeSparse(
    _ name: String, byteCount: UInt64, on connection: inout Connection
  ) throws -> OpenFile {
    let node = try connection.create(name)
    do {
      let file = try connection.open(node)
      try extend(file, name, to: byteCount, on: &connection)
      try connection.unlink(name)
      return file
    } catch {
      guard !error.endsExchange, (try? connection.unlink(name)) != nil else {
        throw FilesLeft(cause: error, names: [name])
      }
      throw error
    }
  }

  private static func extend(
    _ file: borrowing OpenFile, _ name: String, to byteCount: UInt64,
    on connection: inout Connection
  ) throws {
    if byteCount > 0 {
      let lastByte = try SegmentBuffers([SegmentShape(offset: 0, length: 1)])
      let result = try lastByte.withVector {
        try connection.directIO(.write, file: file, vector: $0, at: byteCount - 1)
      }
      guard result == .transferred(1) else {
        throw MeasurementError.shortTransfer(
          file: name, .write, offset: byteCount - 1, result: result.value, expected: 1)
      }
    }
  }

  /// Makes one call and reports what it did.
  ///
  /// - Parameter shape: The call.
  /// - Returns: The line to print.
  /// - Throws: ``ConnectionError`` where the server is gone or memory is short, or ``TraceError``
  ///   where the data that arrived is wrong.
  package mutating func line(for shape: CallShape) throws -> TraceLine {
    memoryServer?.exception = shape.exception
    let trace = try connection.trace(shape, of: file, pattern: pattern)
    if let memoryServer, !trace.isDataIntact || memoryServer.sawWrongData {
      throw TraceError("the data of the call was damaged on its way", .damaged)
    }
    return TraceLine(shape, trace)
  }

  /// Closes the file and ends the session.
  ///
  /// - Throws: ``ConnectionError`` where the server is gone.
  package consuming func finish() throws(ConnectionError) {
    try connection.release(file)
    try connection.destroy()
  }
}

/// The file on a server that calls are traced on.
package enum TraceFile: Hashable, Sendable {
  /// One that is there, and is only read.
  case existing(path: String)
  /// One that is made with a hole of this many bytes; its name is removed at once.
  case sparse(name: String, byteCount: UInt64)
}

/// A call that cannot be traced.
package struct TraceError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Whose fault it is.
  package enum Kind: Hashable, Sendable {
    /// The shape's: no call has it.
    case shape
    /// The server's: it does not tell what it is sent.
    case noLog
    /// Ours, or the server's: what arrived is not what was sent.
    case damaged
  }

  /// Whose fault it is.
  package let kind: Kind
  /// What is wrong.
  package let description: String

  init(_ description: String, _ kind: Kind = .shape) {
    self.kind = kind
    self.description = description
  }
}

extension TraceLine {
  fileprivate init(_ shape: CallShape, _ trace: CallTrace) {
    self.init(
      op: CallOperation(shape.direction), offset: shape.offset, result: trace.result.value,
      requests: trace.requests.map(TraceRequest.init),
      requestsAllocated: trace.counters.requestsAllocated,
      allocations: trace.counters.allocations, arrayBytes: trace.counters.arrayBytes,
      metadataBytes: trace.counters.metadataBytes, pagePins: trace.counters.pagePins,
      pagesPinned: trace.counters.pagesPinned, pagesLeaked: trace.counters.pagesLeaked)
  }
}

extension TraceRequest {
  fileprivate init(_ record: RequestRecord) {
    self.init(
      op: RequestOperation(record.operation), offset: record.offset,
      size: record.size, pages: record.pages,
      descs: record.descriptors?.map { [Int($0.offset), Int($0.length)] })
  }
}

extension TraceError: UserFacingError {
  package var exitClass: ExitClass {
    switch kind {
    case .shape: .badInput
    case .noLog: .unavailable
    case .damaged: .software
    }
  }
}

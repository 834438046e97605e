package import Failures
package import FuseEngine

/// A direct read or write of a vector.
package struct DirectTransfer: Hashable, Sendable {
  /// Read or write.
  package let direction: Direction
  /// The segments of the vector.
  package let segments: [SegmentShape]

  /// Bytes of all segments.
  package var byteCount: Int { segments.reduce(0) { $0 + $1.length } }
}

/// One call of a workload.
package enum WorkloadCall: Hashable, Sendable {
  /// Direct I/O of a vector.
  case direct(DirectTransfer)
  /// Read-ahead of this many pages.
  case readpages(Int)
  /// A buffered write of this many bytes.
  case performWrite(Int)
  /// A retrieval of this many cached bytes by the server.
  case retrieve(Int)
  /// An ioctl with this many bytes in and out.
  case ioctl(Int)
  /// Opening and closing a file.
  case metadata
  /// Listing the root directory.
  case readdir

  var byteCount: Int {
    switch self {
    case .direct(let transfer): transfer.byteCount
    case .readpages(let pages): pages * Limits.pageSize
    case .performWrite(let bytes), .retrieve(let bytes), .ioctl(let bytes): bytes
    case .metadata, .readdir: 0
    }
  }

  /// Bytes that a call may move at most.
  private static let mostBytes = 1 << 26
  /// Bytes that one NOTIFY_REPLY can carry.
  private static let mostRetrieved = Limits.pagesPerRequest * Limits.pageSize

  init(_ text: String) throws(WorkloadError) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    switch parts {
    case ["metadata"]:
      self = .metadata
      return
    case ["readdir"]:
      self = .readdir
      return
    default: break
    }
    guard parts.count == 2 else { throw WorkloadError(text: text, reason: "no `:`") }
    let size = parts[1]
    switch parts[0] {
    case "readv", "writev":
      self = .direct(
        DirectTransfer(
          direction: parts[0] == "readv" ? .read : .write,
          segments: try Self.segments(size, of: text)))
    case "read", "write":
      let length = try Self.size(size, atMost: Self.mostBytes, of: text)
      self = .direct(
        DirectTransfer(
          direction: parts[0] == "read" ? .read : .write,
          segments: [SegmentShape(offset: 0, length: length)]))
    case "readpages":
      self = .readpages(try Self.count(size, 1...1024, "pages", of: text))
    case "perform-write":
      self = .performWrite(try Self.size(size, atMost: Self.mostBytes, of: text))
    case "retrieve":
      self = .retrieve(try Self.size(size, atMost: Self.mostRetrieved, of: text))
    case "ioctl":
      self = .ioctl(try Self.size(size, atMost: IoctlCommand.mostBytes, of: text))
    default: throw WorkloadError(text: text, reason: "`\(parts[0])` is no kind of call")
    }
  }

  /// Reads `NxS[@A]`.
  private static func segments(
    _ shape: Substring, of text: String
  ) throws(WorkloadError) -> [SegmentShape] {
    var shape = shape
    var offset = 0
    if let at = shape.firstIndex(of: "@") {
      guard let value = Int(shape[shape.index(after: at)...]), 0..<Limits.pageSize ~= value else {
        throw WorkloadError(text: text, reason: "the offset must be 0…4095")
      }
      offset = value
      shape = shape[..<at]
    }
    guard let times = shape.firstIndex(of: "x") else {
      throw WorkloadError(
        text: text, reason: "no `x` between the number of segments and their size")
    }
    let count = try count(shape[..<times], 1...1024, "segments", of: text)
    let length = try size(
      shape[shape.index(after: times)...], atMost: mostBytes / count, of: text)
    return Array(repeating: SegmentShape(offset: offset, length: length), count: count)
  }

  private static func count(
    _ digits: Substring, _ range: ClosedRange<Int>, _ what: String, of text: String
  ) throws(WorkloadError) -> Int {
    guard let value = Int(digits), range ~= value else {
      throw WorkloadError(
        text: text,
        reason: "the number of \(what) must be \(range.lowerBound)…\(range.upperBound)")
    }
    return value
  }

  private static func size(
    _ digits: Substring, atMost most: Int, of text: String
  ) throws(WorkloadError) -> Int {
    let factor =
      switch digits.last {
      case "k", "K": 1024
      case "m", "M": 1024 * 1024
      default: 1
      }
    let product = Int(factor == 1 ? digits : digits.dropLast())?
      .multipliedReportingOverflow(by: factor)
    guard let product, !product.overflow, 1...most ~= product.partialValue else {
      throw WorkloadError(text: text, reason: "the size must be 1…\(most) bytes")
    }
    return product.partialValue
  }
}

/// A workload's name that is none.
package struct WorkloadError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was given.
  package let text: String
  /// What is wrong with it.
  package let reason: String

  /// One sentence for a person.
  package var description: String {
    "`\(text)` is no workload: \(reason) "
      + "(examples: writev:32x4k, readv:8x512@100, read:128k, readpages:8, metadata)"
  }
}

extension WorkloadError: UserFacingError {
  package var exitClass: ExitClass { .usage }
}

internal import FuseEngine

/// How the part of a workload's name behind the colon is written, and what it says.
struct WorkloadGrammar<Size>: Sendable {
  /// The part as help shows it, such as `NxS`; nil where there is none.
  let form: String?
  /// What a call of that size moves.
  let call: @Sendable (Size) -> WorkloadCall
  /// Reads the part; it is nil where the name has no colon.
  let read: @Sendable (Substring?) throws(WorkloadSyntax) -> Size
}

/// Why the part of a name behind the colon cannot be read.
struct WorkloadSyntax: Error {
  let reason: String
}

extension WorkloadGrammar<DirectTransfer> {
  /// `NxS[@A]`: N segments of S bytes, each starting at offset A in its page.
  static func segments(_ direction: Direction) -> Self {
    sized("NxS", { .direct($0) }) { shape throws(WorkloadSyntax) in
      DirectTransfer(direction: direction, segments: try Self.segments(shape))
    }
  }

  /// `S`: one buffer of S bytes.
  static func buffer(_ direction: Direction) -> Self {
    sized("S", { .direct($0) }) { digits throws(WorkloadSyntax) in
      let length = try Self.size(digits, atMost: WorkloadLimits.bytes)
      return DirectTransfer(
        direction: direction, segments: [SegmentShape(offset: 0, length: length)])
    }
  }

  private static func segments(_ text: Substring) throws(WorkloadSyntax) -> [SegmentShape] {
    var shape = text
    var offset = 0
    if let at = shape.firstIndex(of: "@") {
      guard let value = Int(shape[shape.index(after: at)...]), 0..<Limits.pageSize ~= value else {
        throw WorkloadSyntax(reason: "the offset must be 0…4095")
      }
      offset = value
      shape = shape[..<at]
    }
    guard let times = shape.firstIndex(of: "x") else {
      throw WorkloadSyntax(reason: "no `x` between the number of segments and their size")
    }
    let count = try count(shape[..<times], "segments")
    let length = try size(
      shape[shape.index(after: times)...], atMost: WorkloadLimits.bytes / count)
    return Array(repeating: SegmentShape(offset: offset, length: length), count: count)
  }
}

extension WorkloadGrammar<Int> {
  /// `S`: S bytes.
  static func bytes(atMost most: Int = WorkloadLimits.bytes) -> Self {
    sized("S", { .bytes($0) }) { digits throws(WorkloadSyntax) in
      try Self.size(digits, atMost: most)
    }
  }

  /// `N`: N pages.
  static var pages: Self {
    sized("N", { .pages($0) }) { digits throws(WorkloadSyntax) in
      try Self.count(digits, "pages")
    }
  }
}

extension WorkloadGrammar<Void> {
  /// Nothing: the call has no size.
  static var nothing: Self {
    Self(form: nil, call: { .nothing }) { text throws(WorkloadSyntax) in
      guard text == nil else { throw WorkloadSyntax(reason: "it takes no size") }
    }
  }
}

extension WorkloadGrammar {
  /// A part that must be there.
  private static func sized(
    _ form: String, _ call: @escaping @Sendable (Size) -> WorkloadCall,
    _ read: @escaping @Sendable (Substring) throws(WorkloadSyntax) -> Size
  ) -> Self {
    Self(form: form, call: call) { text throws(WorkloadSyntax) in
      guard let text else { throw WorkloadSyntax(reason: "no `:\(form)`") }
      return try read(text)
    }
  }

  private static func count(
    _ digits: Substring, _ what: String
  ) throws(WorkloadSyntax) -> Int {
    guard let value = Int(digits), WorkloadLimits.counts ~= value else {
      let range = WorkloadLimits.counts
      throw WorkloadSyntax(
        reason: "the number of \(what) must be \(range.lowerBound)…\(range.upperBound)")
    }
    return value
  }

  /// Reads a number of bytes, with `k` and `m` for 1024 and 1024².
  private static func size(
    _ digits: Substring, atMost most: Int
  ) throws(WorkloadSyntax) -> Int {
    let factor =
      switch digits.last {
      case "k", "K": 1024
      case "m", "M": 1024 * 1024
      default: 1
      }
    let product = Int(factor == 1 ? digits : digits.dropLast())?
      .multipliedReportingOverflow(by: factor)
    guard let product, !product.overflow, 1...most ~= product.partialValue else {
      throw WorkloadSyntax(reason: "the size must be 1…\(most) bytes")
    }
    return product.partialValue
  }
}

/// How large a workload may be.
enum WorkloadLimits {
  /// Bytes that a call may move at most.
  static let bytes = 1 << 26
  /// Segments of a vector, or pages; the kernel's `UIO_MAXIOV` is the most.
  static let counts = 1...1024
}

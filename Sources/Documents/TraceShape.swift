/// A call to trace: one line of a shapes file.
package struct TraceShape: Codable, Hashable, Sendable {
  /// The call.
  package var op: CallOperation
  /// Where in the file.
  package var offset: UInt64
  /// Each segment's offset in its page and its length.
  package var segments: [[Int]]
  /// The segment that is not mapped.
  package var fault: Int?
  /// The reply that differs from a full one.
  package var reply: TraceReply?

  package init(
    op: CallOperation, offset: UInt64, segments: [[Int]], fault: Int? = nil,
    reply: TraceReply? = nil
  ) {
    self.op = op
    self.offset = offset
    self.segments = segments
    self.fault = fault
    self.reply = reply
  }

  enum CodingKeys: String, CodingKey, CaseIterable {
    case op, offset, segments, fault, reply
  }

  /// Reads a shape, which may have no other keys: one that is misspelt would ask for another call.
  ///
  /// - Parameter decoder: Where to read from.
  /// - Throws: ``UnknownKey``, ``UnknownWord``, or the decoder's error.
  package init(from decoder: any Decoder) throws {
    try UnknownKey.refuse(in: decoder, besides: CodingKeys.self)
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      op: try container.word(CallOperation.self, forKey: .op),
      offset: try container.decode(UInt64.self, forKey: .offset),
      segments: try container.decode([[Int]].self, forKey: .segments),
      fault: try container.decodeIfPresent(Int.self, forKey: .fault),
      reply: try container.decodeIfPresent(TraceReply.self, forKey: .reply))
  }
}

/// A server's reply that differs from a full one.
package struct TraceReply: Codable, Hashable, Sendable {
  /// The request that it answers, from 0.
  package var at: Int
  /// Bytes that it answers with.
  package var short: Int?
  /// The error number that it answers with.
  package var error: Int?

  package init(
    at: Int, short: Int? = nil, error: Int? = nil
  ) {
    self.at = at
    self.short = short
    self.error = error
  }

  enum CodingKeys: String, CodingKey, CaseIterable {
    case at, short, error
  }

  /// Reads a reply, which may have no other keys.
  ///
  /// - Parameter decoder: Where to read from.
  /// - Throws: ``UnknownKey``, or the decoder's error.
  package init(from decoder: any Decoder) throws {
    try UnknownKey.refuse(in: decoder, besides: CodingKeys.self)
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      at: try container.decode(Int.self, forKey: .at),
      short: try container.decodeIfPresent(Int.self, forKey: .short),
      error: try container.decodeIfPresent(Int.self, forKey: .error))
  }
}

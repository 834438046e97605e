/// Text that waits for the rest of its line, growing at the end and shrinking at the front.
///
/// Kept as one buffer so that a line which arrives in many pieces costs time in its length only.
struct PendingLine {
  private var buffer: [UInt8] = []
  private var start = 0

  var isEmpty: Bool { start == buffer.count }

  var bytes: ArraySlice<UInt8> { buffer[start...] }

  mutating func append(_ bytes: ArraySlice<UInt8>) {
    buffer += bytes
  }

  mutating func dropFirst() {
    start += 1
  }

  mutating func dropLast(_ count: Int) {
    buffer.removeLast(min(count, buffer.count - start))
  }

  /// Gives the text away and starts anew.
  mutating func take() -> ArraySlice<UInt8> {
    let taken = bytes
    self = PendingLine()
    return taken
  }
}

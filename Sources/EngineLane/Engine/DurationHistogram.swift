/// How long calls took, by duration: bounded memory for any number of calls.
///
/// A duration's place says it to 1/256 (0.4 %); the shortest and the longest are kept exactly.
struct DurationHistogram: Sendable {
  /// Calls.
  private(set) var calls = 0
  private var shortest = UInt32.max
  private var longest: UInt32 = 0
  /// Calls by place; empty before the first one.
  private var counts: [Int] = []

  /// Bits by which durations are told apart.
  private static let bits = 8
  /// Durations below this have a place each.
  private static let exact = 1 << bits
  private static let places = exact + (UInt32.bitWidth - bits) * exact / 2

  /// Adds the duration of a call, in nanoseconds.
  mutating func add(_ duration: UInt32) {
    if counts.isEmpty { counts = Array(repeating: 0, count: Self.places) }
    counts[Self.place(of: duration)] += 1
    calls += 1
    shortest = min(shortest, duration)
    longest = max(longest, duration)
  }

  /// The duration in nanoseconds that so many percent of the calls do not exceed; nil without calls.
  func percentile(_ percent: Int) -> UInt32? {
    guard calls > 0 else { return nil }
    let rank = max(1, (calls * percent + 99) / 100)
    if rank == calls { return longest }
    var seen = 0
    for (place, count) in counts.enumerated() {
      seen += count
      if seen >= rank { return min(max(Self.duration(at: place), shortest), longest) }
    }
    return longest
  }

  private static func place(of duration: UInt32) -> Int {
    let shift = max(0, UInt32.bitWidth - duration.leadingZeroBitCount - bits)
    return shift * exact / 2 + Int(duration >> UInt32(shift))
  }

  /// The middle of the durations that have a place.
  private static func duration(at place: Int) -> UInt32 {
    let shift = max(0, place / (exact / 2) - 1)
    let first = UInt32(place - shift * exact / 2) << UInt32(shift)
    return first + (shift > 0 ? 1 << UInt32(shift - 1) : 0)
  }
}

internal import Glibc

/// How precisely a figure of one cell is kept.
enum SignificantDigits {
  /// Digits of a figure: a step is at most a thousandth, of which one cell tells nothing.
  private static let count = 4

  /// Returns the nearest number of four significant digits; what is not above 0, or not finite, as it
  /// is.
  static func rounded(_ value: Double) -> Double {
    guard value > 0, value.isFinite else { return value }
    let places = count - 1 - Int(log10(value).rounded(.down))
    // Dividing by a power of ten gives the number next to the decimal one; multiplying by its
    // inverse need not.
    let power = pow(10, Double(abs(places)))
    return places >= 0 ? (value * power).rounded() / power : (value / power).rounded() * power
  }
}

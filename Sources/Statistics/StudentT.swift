internal import Glibc

/// Student's t distribution for whole degrees of freedom.
package enum StudentT {
  /// Returns the t that |t| exceeds with a probability of 1 − `level`.
  ///
  /// Halves the angle's range until doubles tell no more apart.
  package static func bound(level: Double, degrees: Int) -> Double {
    var (low, high) = (0.0, Double.pi / 2)
    while case let middle = (low + high) / 2, low < middle, middle < high {
      if probability(angle: middle, degrees: degrees) < level {
        low = middle
      } else {
        high = middle
      }
    }
    return tan(low) * Double(degrees).squareRoot()
  }

  /// Returns the probability that |t| is below √`degrees` times the angle's tangent.
  ///
  /// Abramowitz and Stegun, "Handbook of Mathematical Functions", 1964, 26.7.3 and 26.7.4.
  private static func probability(angle: Double, degrees: Int) -> Double {
    let isOdd = !degrees.isMultiple(of: 2)
    let squared = cos(angle) * cos(angle)
    var term = isOdd ? cos(angle) : 1
    var sum = degrees == 1 ? 0 : term
    for power in stride(from: isOdd ? 3 : 2, through: degrees - 2, by: 2) {
      term *= squared * Double(power - 1) / Double(power)
      sum += term
    }
    return isOdd ? (angle + sin(angle) * sum) * 2 / .pi : sin(angle) * sum
  }
}

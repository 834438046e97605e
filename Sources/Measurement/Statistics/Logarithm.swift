internal import Glibc

/// The scale on which ratios are differences.
enum Logarithm {
  static func of(_ value: Double) -> Double { log(value) }
  static func undo(_ value: Double) -> Double { exp(value) }
}

/// A key that the user presses.
package enum Key: Hashable, Sendable {
  /// A printable character.
  case character(Character)
  case up
  case down
  case left
  case right
  case pageUp
  case pageDown
  case home
  case end
  case tab
  case backTab
  case enter
  case escape
  case backspace
}

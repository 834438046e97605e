extension StepState {
  /// Ends the stepper, and asks before that where rounds would be lost.
  mutating func leave() -> [StepEffect] {
    guard hasUnsavedRounds else { return [.quit] }
    isAskingToKeep = true
    told = "keep the rounds measured here? y writes them, n does not, escape goes back"
    return []
  }

  /// Takes the answer to the question whether rounds are to be kept.
  mutating func keep(_ key: Key) -> [StepEffect] {
    switch key {
    case .character("y"):
      isAskingToKeep = false
      endsOnceKept = true
      return [.export]
    case .character("n"): return [.quit]
    case .escape: isAskingToKeep = false
    default: return leave()
    }
    return []
  }

  /// Takes note that all reports are written; ends the stepper where that was all that it waited for.
  mutating func exported(_ line: String) -> [StepEffect] {
    told = line
    hasUnsavedRounds = false
    isOver = endsOnceKept
    return endsOnceKept ? [.quit] : []
  }
}

/// A series while its mails are being collected.
///
/// Mails are meant by position, counted from 0.
struct SeriesDraft {
  let version: Int
  /// The total that the first numbered mail named; nil for patches without numbers.
  let total: Int?
  var cover: Int?
  /// The mail of each number.
  var slots: [Int: Int] = [:]
  /// Mails whose number was taken already.
  var duplicates: [(number: Int, position: Int)] = []
  /// Numbered mails in the order of the input.
  var arrivals: [(number: Int, position: Int)] = []
  var replies: [(number: Int, position: Int)] = []
  /// Whether a mail of the series answers another mail.
  var isThreaded = false

  /// Whether the number is not taken.
  func hasRoom(for number: Int) -> Bool {
    number == 0 ? cover == nil : slots[number] == nil
  }

  /// Whether no number is missing.
  var isFull: Bool {
    slots.count >= (total ?? .max)
  }

  /// The position of the mail that has the number.
  func position(of number: Int) -> Int? {
    number == 0 ? cover : slots[number]
  }

  /// Adds a numbered mail; 0 is the cover letter.
  ///
  /// If the number is taken the first mail keeps it, unless the second is an answer to the first,
  /// which makes it the corrected one.
  mutating func add(_ position: Int, number: Int, answers parent: Int?) {
    arrivals.append((number, position))
    guard let holder = self.position(of: number) else {
      set(position, number: number)
      return
    }
    if parent == holder {
      duplicates.append((number, holder))
      set(position, number: number)
    } else {
      duplicates.append((number, position))
    }
  }

  private mutating func set(_ position: Int, number: Int) {
    if number == 0 {
      cover = position
    } else {
      slots[number] = position
    }
  }
}

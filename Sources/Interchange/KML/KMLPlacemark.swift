/// A Placemark as a file has it, nothing but its texts looked at.
struct KMLPlacemark {
    /// The line where it begins, from 1.
    let line: Int
    var name: String?
    var description: String?
    /// The names and values of ExtendedData, in the file's order.
    var data: [(name: String, text: String)] = []
    var geometries: [KMLGeometry] = []
    var begin: String?
    var end: String?
    var when: String?
    /// Why it cannot be taken, found while it was read: a clause whose subject is the row.
    var fault: String?
    /// What it takes in the file so far, in bytes.
    var bytes = 0

    /// The value of the first Data of this name.
    func text(named name: String) -> String? {
        data.first { $0.name.utf8.elementsEqual(name.utf8) }?.text
    }
}

/// A Point, LineString or Polygon as a file has it.
struct KMLGeometry {
    let element: OutlineElement
    /// The line where its coordinates begin.
    var line: Int
    var coordinates: String?
    var hasHeight = false
}

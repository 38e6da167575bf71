package simulator

// deleteFiles handles file/batch/del of the current level. It removes files
// from the file center; instances keep theirs. The data is true, or the ids
// that do not exist if only some do. If none exists, the request is refused.
// Which ids are returned, and the refusal, are assumed.
func deleteFiles(s *Simulator, r *request) (any, *refusal) {
	var ids []string
	r.fields.required("fileUniqueIds", &ids)
	r.fields.checkLimit("fileUniqueIds", len(ids), r.route.limit)
	if r.fields.refused != nil {
		return nil, r.fields.refused
	}
	s.counters.countBatch(r.route.path, len(ids))
	var existing, missing []string
	for _, id := range ids {
		if s.account.catalog.file(id) != nil {
			existing = append(existing, id)
		} else {
			missing = append(missing, id)
		}
	}
	if len(existing) == 0 {
		return nil, refuse(codeFileNotFound, "the files are not available")
	}
	if refused := s.commitRequest(&event{At: r.at, Kind: eventCatalogRemove, Remove: &CatalogItems{Files: existing}}); refused != nil {
		return nil, refused
	}
	if len(missing) > 0 {
		return missing, nil
	}
	return true, nil
}

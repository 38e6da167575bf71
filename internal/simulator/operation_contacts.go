package simulator

import "encoding/json"

// Contact is an entry of an instance's contacts (API document: Modify Contacts). If
// File is set, the contacts are those of a file.
type Contact struct {
	FirstName string `json:"firstName,omitempty"`
	Phone     string `json:"phone,omitempty"`
	Email     string `json:"email,omitempty"`
	File      string `json:"file,omitempty"`
}

type contactsArgs struct {
	Contacts []Contact `json:"contacts"`
}

// updateContacts is pad/updateContacts (API document: Modify Contacts). It adds the
// contacts of a file, or those of info, to one instance. In 2024, info and the
// response are one object; at the current level they are lists.
var updateContacts = &operation{
	name: "updateContacts", changes: true, nonIdempotent: true,
	parseArgs: func(s *Simulator, f *fields) any {
		var args contactsArgs
		var file string
		if s.options.Level == Level2024 {
			var contact Contact
			if f.optional("info", &contact) {
				args.Contacts = []Contact{contact}
			}
		} else {
			f.optional("info", &args.Contacts)
		}
		f.optional("fileUniqueId", &file)
		if file != "" {
			args.Contacts = append(args.Contacts, Contact{File: file})
		}
		switch {
		case len(args.Contacts) == 0:
			f.refuse(codeRequired, "fileUniqueId and info cannot both be empty")
		case file != "" && s.account.catalog.file(file) == nil:
			f.refuse(codeFileNotFound, "the file is not available")
		}
		return args
	},
	buildResponse: func(r *request, outcomes []outcome) any {
		if r.current() {
			return taskItems(r, outcomes)
		}
		return singleTaskItem(r, outcomes)
	},
	apply: func(_ *Simulator, inst *instance, raw json.RawMessage) (string, error) {
		var args contactsArgs
		if err := json.Unmarshal(raw, &args); err != nil {
			return "", err
		}
		inst.settings.Contacts = append(inst.settings.Contacts, args.Contacts...)
		return "", nil
	},
}

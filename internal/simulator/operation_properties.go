package simulator

import "encoding/json"

// propertiesArgs holds the six lists of updatePadProperties.
type propertiesArgs struct {
	Live      Properties `json:"live,omitempty"`
	Stored    Properties `json:"stored,omitempty"`
	Immediate Properties `json:"atOnce,omitempty"` // lists without a persistent variant
}

// updatePadProperties is pad/updatePadProperties (API document: Modify
// instance attributes).
var updatePadProperties = &operation{
	name: "updatePadProperties", changes: true,
	parseArgs: func(_ *Simulator, f *fields) any {
		var args propertiesArgs
		args.Live = args.Live.write(listModem, parseProperties(f, "modemPropertiesList"))
		args.Live = args.Live.write(listSystem, parseProperties(f, "systemPropertiesList"))
		args.Stored = args.Stored.write(listModem, parseProperties(f, "modemPersistPropertiesList"))
		args.Stored = args.Stored.write(listSystem, parseProperties(f, "systemPersistPropertiesList"))
		args.Immediate = args.Immediate.write(listSetting, parseProperties(f, "settingPropertiesList"))
		args.Immediate = args.Immediate.write(listOAID, parseProperties(f, "oaidPropertiesList"))
		if args.Live == nil && args.Stored == nil && args.Immediate == nil {
			f.refuse(codeInvalidParameters, "no properties are given")
		}
		return args
	},
	apply: func(_ *Simulator, inst *instance, raw json.RawMessage) (string, error) {
		var args propertiesArgs
		if err := json.Unmarshal(raw, &args); err != nil {
			return "", err
		}
		for list, values := range args.Live {
			inst.settings.Live = inst.settings.Live.write(list, values)
		}
		for list, values := range args.Stored {
			inst.settings.Stored = inst.settings.Stored.write(list, values)
		}
		for list, values := range args.Immediate {
			inst.settings.Stored = inst.settings.Stored.write(list, values)
			inst.settings.Booted = inst.settings.Booted.write(list, values)
		}
		return "", nil
	},
}

func parseProperties(f *fields, name string) map[string]string {
	var list []property
	if !f.optional(name, &list) {
		return nil
	}
	values := make(map[string]string, len(list))
	for _, entry := range list {
		if entry.Name == "" {
			f.refuse(codeRequired, "propertiesName cannot be empty")
		}
		values[entry.Name] = entry.Value
	}
	return values
}

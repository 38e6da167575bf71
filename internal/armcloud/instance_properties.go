package armcloud

import (
	"context"
	"encoding/json"
	"strings"
)

// GetProperties returns the effective properties of one instance.
// API document: Query instance attributes.
var GetProperties = &Operation{
	Name:       "read the properties",
	Method:     "POST",
	Path:       "/openapi/open/pad/padProperties",
	Target:     "padCode",
	MaxTargets: 1,
	Repeatable: true,
	Levels:     AllLevels,
}

// BatchPadProperties returns the effective properties of up to 200 instances.
// Newer API documents: Batch query of instance attributes.
var BatchPadProperties = &Operation{
	Name:       "read the properties of several instances",
	Method:     "POST",
	Path:       "/openapi/open/pad/batchPadProperties",
	Target:     "padCodes",
	MaxTargets: 200,
	Repeatable: true,
	Levels:     LevelCurrent,
}

// UpdateProperties changes modem, system, setting and OAID properties. Persistent
// properties take effect at the next restart.
// API document: Modify instance attributes.
var UpdateProperties = &Operation{
	Name:       "change the properties",
	Method:     "POST",
	Path:       "/openapi/open/pad/updatePadProperties",
	Target:     "padCodes",
	MaxTargets: 100,
	Write:      true,
	Repeatable: true,
	Wait:       WaitTask,
	Answer:     AnswerItems,
	Levels:     AllLevels,
}

// UpdateAndroidProperties changes Android properties of one instance. They take
// effect at the next restart.
// API document: Modify Instance Android Attributes.
var UpdateAndroidProperties = &Operation{
	Name:       "change the Android properties",
	Method:     "POST",
	Path:       "/openapi/open/pad/updatePadAndroidProp",
	Target:     "padCode",
	MaxTargets: 1,
	Write:      true,
	Repeatable: true,
	Wait:       WaitTask,
	Answer:     AnswerAll,
	Levels:     AllLevels,
}

// PadProperties are the effective properties of one instance. A map is nil if the
// service doesn't return the list. API document: Query instance attributes.
type PadProperties struct {
	PadCode                      string
	Modem, System, Setting, OAID map[string]string
}

// PadProperties returns the effective properties of one instance, which must be
// running. Changes of persistent properties show only after a restart. API
// document: Query instance attributes.
func (c *Client) PadProperties(ctx context.Context, padCode string) (PadProperties, error) {
	response, err := c.Call(ctx, GetProperties, map[string]string{"padCode": padCode})
	if err != nil {
		return PadProperties{}, err
	}
	list, err := decodeProperties(response.Data)
	if err != nil {
		return PadProperties{}, undecodable(GetProperties, response, err)
	}
	for _, one := range list {
		if one.PadCode == "" || strings.EqualFold(one.PadCode, padCode) {
			one.PadCode = padCode
			return one, nil
		}
	}
	return PadProperties{}, &Error{
		Class: ClassNotFound, Operation: GetProperties, TraceID: response.TraceID,
		Message: "the service returned no properties", Advice: AdviceNotFound,
	}
}

// BatchPadProperties returns the effective properties of up to 200 instances.
// Instances that the service leaves out are left out of the result. The error is
// ClassUnavailable if the service does not have the operation. Newer API
// documents: Batch query of instance attributes.
func (c *Client) BatchPadProperties(ctx context.Context, padCodes []string) ([]PadProperties, error) {
	if err := tooMany(BatchPadProperties, padCodes); err != nil {
		return nil, err
	}
	response, err := c.Call(ctx, BatchPadProperties, map[string][]string{"padCodes": padCodes})
	if err != nil {
		return nil, err
	}
	list, err := decodeProperties(response.Data)
	if err != nil {
		return nil, undecodable(BatchPadProperties, response, err)
	}
	return list, nil
}

type propertiesRow struct {
	PadCode flexString      `json:"padCode"`
	Modem   json.RawMessage `json:"modemPropertiesList"`
	System  json.RawMessage `json:"systemPropertiesList"`
	Setting json.RawMessage `json:"settingPropertiesList"`
	OAID    json.RawMessage `json:"oaidPropertiesList"`
	itemRefusal
}

type propertyRow struct {
	Name  flexString `json:"propertiesName"`
	Value flexString `json:"propertiesValue"`
}

func decodeProperties(data json.RawMessage) ([]PadProperties, error) {
	rows, err := decodeList[propertiesRow](data)
	if err != nil {
		return nil, err
	}
	list := make([]PadProperties, 0, len(rows))
	for _, row := range rows {
		properties := PadProperties{PadCode: string(row.PadCode)}
		for _, part := range []struct {
			from json.RawMessage
			to   *map[string]string
		}{
			{row.Modem, &properties.Modem}, {row.System, &properties.System},
			{row.Setting, &properties.Setting}, {row.OAID, &properties.OAID},
		} {
			// What an instance returns beside a refusal may be incomplete.
			if !row.refused() {
				*part.to = decodePropertyList(part.from)
			}
		}
		list = append(list, properties)
	}
	return list, nil
}

// decodePropertyList returns nil if the service doesn't return the list, or returns
// something else in its place.
func decodePropertyList(data json.RawMessage) map[string]string {
	rows, err := decodeList[propertyRow](data)
	if err != nil || absent(data) {
		return nil
	}
	properties := make(map[string]string, len(rows))
	for _, row := range rows {
		if row.Name != "" {
			properties[string(row.Name)] = string(row.Value)
		}
	}
	return properties
}

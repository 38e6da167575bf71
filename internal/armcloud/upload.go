package armcloud

// Upload is what the service answers to an upload: the task to wait for
// (WaitFile or WaitImage), and the id that the thing will have, where it tells.
type Upload struct {
	TaskID int64
	AppID  int64
	FileID string
}

// uploadItem is the answer to an upload of an app or a file.
type uploadItem struct {
	TaskID       flexInt    `json:"taskId"`
	AppID        flexInt    `json:"appId"`
	FileUniqueID flexString `json:"fileUniqueId"`
	Code         flexString `json:"errorCode"`
	ErrorMsg     flexString `json:"errorMsg"`
	ErrMsg       flexString `json:"errMsg"`
}

// decodeUpload reads the first item of a list, or the single one.
func (c *Client) decodeUpload(op *Operation, response *Response) (Upload, error) {
	items, err := decodeList[uploadItem](response.Data)
	if err != nil {
		return Upload{}, undecodable(op, response, err)
	}
	for _, item := range items {
		upload := Upload{TaskID: item.TaskID.value, AppID: item.AppID.value, FileID: string(item.FileUniqueID)}
		message := scrub(firstOf(item.ErrorMsg, item.ErrMsg), c.sent.learn(nil))
		switch {
		case upload.TaskID != 0:
			return upload, nil
		case message != "":
			return Upload{}, refusal(op, string(item.Code), message, response.TraceID)
		case upload != Upload{}:
			// It has come without a task: there is nothing to wait for.
			return upload, nil
		}
	}
	return Upload{}, taskless(op, response.TraceID)
}

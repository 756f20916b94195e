;;; emacs_eyes.el --- What test_emacs.py sees of Emacs  -*- lexical-binding: t -*-

;;; Commentary:

;; The functions are called by emacsclient; `eyes-answer' writes what they return as JSON into a
;; file, since what emacsclient prints has signs of its own for some characters.

;;; Code:

(require 'json)
(require 'seq)

(defun eyes-answer (path value)
  "Write VALUE as JSON into the file at PATH."
  (let ((coding-system-for-write 'utf-8-unix))
    (write-region (json-serialize value :null-object :null :false-object :false)
                  nil path nil 'silent))
  nil)

(defun eyes-open (path)
  "Show the file at PATH as a person who opens it sees it."
  (switch-to-buffer (find-file-noselect path))
  (eyes-type "C-a"))

(defun eyes-type (keys)
  "Type KEYS, as `kbd' reads them, in the list that is open."
  (switch-to-buffer (eyes-list))
  (execute-kbd-macro (kbd keys)))

(defun eyes-do (function &rest given)
  "Call FUNCTION with what is GIVEN, as a command in the list that is open."
  (switch-to-buffer (eyes-list))
  (let ((command (lambda () (interactive) (apply function given))))
    (local-set-key (kbd "<f12>") command)
    (execute-kbd-macro (kbd "<f12>"))))

(defun eyes-list ()
  "Return the buffer with the list."
  (seq-find #'buffer-file-name (buffer-list)))

(defun eyes-look ()
  "Return the text of the list, what is underlined in it, and what serves it."
  (with-current-buffer (eyes-list)
    (save-restriction
      (widen)
      (let ((server (and (fboundp 'eglot-current-server) (eglot-current-server))))
        (list :text (buffer-substring-no-properties (point-min) (point-max))
              :mode (symbol-name major-mode)
              :coding (symbol-name buffer-file-coding-system)
              :root (if server (expand-file-name (project-root (eglot--project server))) "")
              :servers (length (apply #'append (hash-table-values eglot--servers-by-project)))
              :marks (vconcat (delq nil (mapcar #'eyes--mark
                                                (overlays-in (point-min) (1+ (point-max)))))))))))

(defun eyes--mark (overlay)
  "Return where OVERLAY stands and what it says, nil if it is no finding."
  (let ((diagnostic (overlay-get overlay 'flymake-diagnostic)))
    (when diagnostic
      (vector (1- (overlay-start overlay)) (1- (overlay-end overlay))
              (flymake-diagnostic-text diagnostic)))))

(defun eyes-card ()
  "Return the card at point."
  (with-current-buffer (eyes-list)
    (let (card)
      (run-hook-with-args-until-success
       'eldoc-documentation-functions (lambda (text &rest _) (unless card (setq card text))))
      (let ((end (time-add nil 10)))
        (while (and (not card) (time-less-p nil end))
          (accept-process-output nil 0.05)))
      (substring-no-properties (or card "")))))

(defun eyes-completions ()
  "Return what may be written at point."
  (with-current-buffer (eyes-list)
    (let ((found (run-hook-wrapped 'completion-at-point-functions
                                   #'completion--capf-wrapper 'all)))
      (vconcat (mapcar #'substring-no-properties
                       (all-completions (buffer-substring (nth 1 found) (point)) (nth 3 found)))))))

(defun eyes-actions ()
  "Return the titles of what may be done at point."
  (with-current-buffer (eyes-list)
    (vconcat (mapcar (lambda (action) (plist-get action :title))
                     (eglot-code-actions (point) (point))))))

(provide 'emacs_eyes)
;;; emacs_eyes.el ends here
